import { counted } from '../../../framework/experiment/design/index.js';

/** What stands where there is no value. */
export const NONE = '–';

/** A figure of an outcome: three significant digits, whole with its thousands apart from a thousand on, `12.3 million` from a million on. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size >= 1e9) return `${minus(value / 1e9, 3)} billion`;
  if (size >= 1e6) return `${minus(value / 1e6, 3)} million`;
  if (size >= 1000) return signed(counted(Math.round(size)), value);
  if (size > 0 && size < 0.0005) return signed(scientific(size), value);
  return minus(value, 3);
}

/** A number with so many significant digits, a whole one as it is, and a true minus sign. */
function minus(value: number, digits: number): string {
  const size = Math.abs(value);
  const text = Number.isInteger(size) ? String(size) : size.toPrecision(digits);
  return signed(text, value);
}

function scientific(size: number): string {
  const [mantissa, exponent] = size.toExponential(1).split('e');
  return `${mantissa}e${Number(exponent)}`;
}

const signed = (text: string, value: number): string => (value < 0 && Number(text) !== 0 ? `−${text}` : text);

/** A number as it was, shortened to six significant digits: in tables of figures and in CSV. */
export const exact = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(6)) + 0;

/** `2.5 s`, `12 min`, `3.4 h` of wall time. */
export function seconds(value: number): string {
  if (value < 1) return `${figure(value * 1000)} ms`;
  if (value < 120) return `${figure(value)} s`;
  return value < 7200 ? `${figure(value / 60)} min` : `${figure(value / 3600)} h`;
}
