/** A count for people: `100,000`. The first number that `toLocaleString` writes costs a process 11 ms. */
export const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
