/** Figures as short text. */

const UNITS = ['', 'k', 'M', 'G', 'T'] as const;

/** About three figures: `0.123`, `1234`, `12.3k`, `4.5e-7`; a dash where there is no figure. */
export function amount(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return shortExponent(value, 2);
  if (size < 1e4) return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
  const unit = Math.min(4, Math.floor(Math.log10(size) / 3));
  return `${Number((value / 1000 ** unit).toPrecision(3))}${UNITS[unit]}`;
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
