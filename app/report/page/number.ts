import { counted } from '../../../framework/experiment/design/index.js';

/** What stands where there is no value. */
export const NONE = '–';

/**
 * A figure of an outcome: three significant digits, a whole one as it is; its thousands apart from a thousand on, in millions and
 * billions from there; and a true minus sign.
 */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  const text = written(size);
  return value < 0 && text !== '0' ? `−${text}` : text;
}

function written(size: number): string {
  // Half a digit below a power of ten: what is rounded up to it is written as it.
  if (size >= 999.5e6) return `${digits(size / 1e9)} billion`;
  if (size >= 1e6) return `${digits(size / 1e6)} million`;
  if (size > 0 && size < 0.0005) return scientific(size);
  return digits(size);
}

function digits(size: number): string {
  if (size >= 999.5) return counted(Math.round(size));
  return Number.isInteger(size) ? String(size) : size.toPrecision(3);
}

function scientific(size: number): string {
  const [mantissa, exponent] = size.toExponential(1).split('e');
  return `${mantissa}e${Number(exponent)}`;
}

/** A number as it was, shortened to six significant digits: in tables of figures and in CSV. */
export const exact = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(6)) + 0;

/** `2.5 s`, `12 min`, `3.4 h` of wall time. */
export function seconds(value: number): string {
  if (value < 1) return `${figure(value * 1000)} ms`;
  if (value < 120) return `${figure(value)} s`;
  return value < 7200 ? `${figure(value / 60)} min` : `${figure(value / 3600)} h`;
}
