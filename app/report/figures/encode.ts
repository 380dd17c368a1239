import { columnsOf } from './frame.js';
import { COLOURS, DASHES, SHAPES } from './palette.js';
import type { Spec } from './render.js';

/** Colour, shape and dash by the field `s`, all three at once; a legend shows colour and shape, or there is none. */
export function bySeries(names: readonly string[], title: string | null, left = 0) {
  const scaled = (range: readonly unknown[], legend: Spec | null) => ({
    field: 's',
    type: 'nominal',
    scale: { domain: names, range: range.slice(0, names.length) },
    legend,
  });
  // What the legend's symbols would take from areas and lines.
  const own = { symbolOpacity: 1, symbolDash: [], symbolStrokeWidth: 0 };
  const legend = title === null ? null : { title, columns: columnsOf(names, left), ...own };
  return {
    color: scaled(COLOURS, legend),
    shape: scaled(SHAPES, legend),
    strokeDash: scaled(DASHES, null),
  };
}

/** A quantitative axis by a field. */
export const by = (field: string, title: string | null, scale: Spec = {}, axis: Spec = {}): Spec => ({
  field,
  type: 'quantitative',
  scale: { zero: false, nice: true, ...scale },
  axis: { title, tickCount: 5, labelFlush: false, ...axis },
});

/** Numbers of an axis: short, and without a unit prefix for shares. */
export const labelled = (values: readonly (number | null)[]): Spec => {
  const most = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  return most >= 10_000 ? { format: '~s' } : {};
};

/** A scale for these values, with room where they are all one. */
export function ranged(values: readonly (number | null)[], scale: Spec = {}): Spec {
  const known = values.filter((value) => value !== null);
  const at = known[0] ?? 0;
  if (known.some((value) => value !== at)) return scale;
  const reach = Math.abs(at) / 2 || 0.5;
  return { ...scale, domain: [at - reach, at + reach] };
}
