import { columnsOf } from './frame.js';
import { COLOURS, DASHES, SHAPES } from './palette.js';
import type { Spec } from './render.js';

/** Colour, shape and dash by the field `s`, all three at once, with one legend for them or none. */
export function bySeries(
  names: readonly string[],
  title: string | null,
  left = 0,
): Record<'color' | 'shape' | 'strokeDash', Spec> {
  const legend = title === null ? null : { title, columns: columnsOf(names, left), symbolOpacity: 1 };
  const scaled = (range: readonly unknown[]) => ({
    field: 's',
    type: 'nominal',
    scale: { domain: names, range: range.slice(0, names.length) },
    legend,
  });
  return { color: scaled(COLOURS), shape: scaled(SHAPES), strokeDash: scaled(DASHES) };
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
