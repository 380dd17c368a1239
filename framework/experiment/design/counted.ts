/** A count for people: `100,000`. */
export const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
