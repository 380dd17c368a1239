/** A share or chance in 0…1 as parts per million: they are decided on as integers. */
export const ppm = (value: number): number => Math.round(value * 1_000_000);
