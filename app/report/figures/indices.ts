import { by, bySeries } from './encode.js';
import { distinct, framed, roomFor } from './frame.js';
import { INK } from './palette.js';
import type { Spec } from './render.js';

/** Estimates of several kinds for each row. */
export interface Indices {
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** What the kinds are, as the legend has it. */
  readonly series: string;
  readonly kinds: readonly string[];
  /** By row, and within one by kind. */
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly { readonly value: number; readonly low: number; readonly high: number }[];
  }[];
}

const ROW = 30;
/** How far apart the kinds of a row lie. */
const APART = 10;

/** Estimates with their intervals, those of a row close together. */
export function indices({ title, subtitle, series, kinds, rows }: Indices): Spec {
  const names = distinct(
    rows.map(({ label }) => label),
    190,
  );
  const left = roomFor(names);
  const values = rows.flatMap(({ values: own }, i) =>
    own.map(({ value, low, high }, kind) => ({
      r: i * ROW + ROW / 2 + (kind - (kinds.length - 1) / 2) * APART,
      s: kinds[kind],
      m: value,
      l: low,
      h: high,
    })),
  );
  const height = ROW * rows.length;
  const labels = names.map((name, i) => ({ name, r: i * ROW + ROW / 2 }));
  const { color, shape } = bySeries(kinds, series, left);
  const y = {
    field: 'r',
    type: 'quantitative',
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  };
  const x = (field: string) => by(field, null, { zero: true });
  return framed({ title, subtitle, height, left, hasTitle: false, legend: { title: series, names: kinds } }, [
    { data: { values: [{ at: 0 }] }, mark: { type: 'rule', color: INK }, encoding: { x: x('at') } },
    {
      data: { values: labels },
      mark: { type: 'text', x: -8, align: 'right', baseline: 'middle', fontSize: 12 },
      encoding: { y, text: { field: 'name' } },
    },
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 2.5 },
      encoding: { x: x('l'), x2: { field: 'h' }, y, color },
    },
    {
      data: { values },
      mark: { type: 'point', filled: true, opacity: 1, size: 70, stroke: 'white', strokeWidth: 0.8 },
      encoding: { x: x('m'), y, color, shape },
    },
  ]);
}
