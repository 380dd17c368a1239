import { by, bySeries, labelled, ranged } from './encode.js';
import { distinct, fitted, framed, overRows, roomFor } from './frame.js';
import { COLOURS, INK, SOFT } from './palette.js';
import type { Spec } from './render.js';

/** A row of a plot of dots: an estimate with its interval, and the values of single runs. */
export interface Dot {
  readonly label: string;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly runs?: readonly number[];
}

export interface Dots {
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** What the labels of the rows say; none where the title says it. */
  readonly heading?: string | undefined;
  readonly rows: readonly Dot[];
  /** A value that rows are held against: an upright line. */
  readonly reference?: number;
  /** Whether each row has a colour and a shape of its own, as elsewhere in the page. */
  readonly isDistinct: boolean;
}

const ROW = 26;
const CLOSE = 17;
/** Most pixels of a label. */
const LABEL = 190;

/** Means as dots, intervals as lines, single runs as ticks: a row each. */
export function dots({ title, subtitle, heading, rows, reference, isDistinct }: Dots): Spec {
  const names = distinct(
    rows.map(({ label }) => label),
    LABEL,
  );
  const values = rows.map(({ mean, low, high }, i) => ({ s: names[i], m: mean, l: low, h: high }));
  const runs = rows.flatMap(({ runs = [] }, i) => runs.map((v) => ({ s: names[i], v })));
  const row = rows.length > 12 ? CLOSE : ROW;
  const y = {
    field: 's',
    type: 'nominal',
    sort: null,
    scale: { domain: names },
    axis: { title: null, ticks: false, domain: false, labelPadding: 6, grid: false },
  };
  const over = fitted(heading ?? '', LABEL);
  const { color, shape } = bySeries(names, null);
  const own = isDistinct ? { color } : { color: { value: COLOURS[0] } };
  const all = values.flatMap(({ m, l, h }) => [m, l, h]).concat(runs.map(({ v }) => v));
  const x = (field: string) => by(field, null, ranged(all), labelled(all));
  const left = roomFor([...names, over]);
  const height = row * rows.length + 8;
  return framed({ title, subtitle, height, left, hasTitle: false }, [
    overRows(over),
    {
      data: { values: values.filter(({ m }) => m === null) },
      mark: { type: 'text', text: 'no value', x: 6, align: 'left', color: SOFT },
      encoding: { y },
    },
    ...(reference === undefined
      ? []
      : [
          {
            data: { values: [{ at: reference }] },
            mark: { type: 'rule', color: INK, strokeDash: [3, 3] },
            encoding: { x: x('at') },
          },
        ]),
    {
      data: { values: runs },
      mark: { type: 'tick', color: SOFT, opacity: 0.4, thickness: 1, size: row * 0.5 },
      encoding: { x: x('v'), y },
    },
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 2.5 },
      encoding: { x: x('l'), x2: { field: 'h' }, y, ...own },
    },
    {
      data: { values },
      mark: {
        type: 'point',
        filled: true,
        opacity: 1,
        size: row > CLOSE ? 75 : 45,
        stroke: 'white',
        strokeWidth: 0.8,
      },
      encoding: { x: x('m'), y, ...own, ...(isDistinct ? { shape } : {}) },
    },
  ]);
}
