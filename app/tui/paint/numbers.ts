/** Figures as short text. */
import { figure } from '../pace.js';

const UNITS = ['', 'k', 'M', 'G', 'T'] as const;

/** A whole number, its thousands apart: `3 059`. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ' ');

/** Three figures, thousands apart: `0.123`, `12.3`, `3 059`. */
export const figured = (value: number): string =>
  Math.abs(value) >= 1000 ? grouped(Math.round(value)) : figure(value);

/** About three figures: `0.123`, `1 234`, `12.3k`, `4.5e-7`; a dash where there is no figure. */
export function amount(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return shortExponent(value, 2);
  if (size < 1e4) return figured(value);
  const unit = Math.min(4, Math.floor(Math.log10(size) / 3));
  return `${Number((value / 1000 ** unit).toPrecision(3))}${UNITS[unit]}`;
}

/** About two figures: `0.12`, `0.003`, `12`. */
export function roughly(value: number | undefined): string {
  const size = Math.abs(value ?? 0);
  if (value === undefined || size >= 1e3 || size < 1e-3) return amount(value);
  return String(Number(size < 0.01 ? value.toPrecision(1) : value.toFixed(size < 10 ? 2 : 0)));
}

/** Labels of one axis: all with the same decimals, as few as tell the values to a hundredth of `range`. */
export function labels(values: readonly number[], range: number): string[] {
  const size = Math.max(...values.map(Math.abs));
  const unit = size >= 1e5 && size < 1e15 ? Math.min(4, Math.floor(Math.log10(size) / 3)) : 0;
  const scale = 1000 ** unit;
  const exponents = size >= 1e15 || size < 1e-3;
  for (let digits = 0; ; digits++) {
    const texts = values.map((value) => {
      if (value === 0) return '0';
      return exponents ? shortExponent(value, digits + 1) : (value / scale).toFixed(digits);
    });
    const close = values.every(
      (value, i) => Math.abs(Number(texts[i]) * (exponents ? 1 : scale) - value) <= range / 100,
    );
    if (close || digits === 8) return texts.map((text) => (text === '0' ? text : `${text}${UNITS[unit]}`));
  }
}

function shortExponent(value: number, figures: number): string {
  return Number(value.toPrecision(figures)).toExponential().replace('e+', 'e');
}
