import { distinct, fitted, framed, overRows, roomFor, WIDTH } from './frame.js';
import type { Spec } from './render.js';

export interface HeatMap {
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** What the colours mean. */
  readonly measure: string;
  readonly columns: { readonly title: string; readonly labels: readonly string[] };
  readonly rows: { readonly title: string; readonly labels: readonly string[] };
  /** Means by row and column; null where there is none. */
  readonly cells: readonly (readonly (number | null)[])[];
  /** As a cell shows it. */
  readonly label: (value: number) => string;
}

/** Most rows or columns of a map. */
export const MOST_LEVELS = 24;

/** A mean for each combination of two factors: as colour, and as a number where there is room. */
export function heatMap({ title, subtitle, measure, columns, rows, cells, label }: HeatMap): Spec {
  const over = fitted(rows.title, LABEL);
  const down = distinct(rows.labels, LABEL);
  const left = roomFor([...down, over]);
  const step = (WIDTH - left - 18) / columns.labels.length;
  const across = distinct(columns.labels, Math.max(24, step * 1.6));
  const known = cells.flat().filter((value) => value !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const values = cells.flatMap((row, r) =>
    row.map((v, c) => {
      // Viridis is dark at its lower end.
      const isLight = v === null || most === least || (v - least) / (most - least) > 0.55;
      return { r: down[r], c: across[c], v, t: v === null ? '–' : label(v), k: isLight ? 1 : 0 };
    }),
  );
  const bare = { ticks: false, domain: false, grid: false };
  const place = (field: string, domain: readonly string[], axis: Spec) => ({
    field,
    type: 'ordinal',
    sort: null,
    scale: { domain, padding: 0 },
    axis: { ...bare, ...axis },
  });
  const at = {
    x: place('c', across, { title: fitted(columns.title, 300), labelAngle: 0, labelOverlap: true }),
    y: place('r', down, { title: null, labelPadding: 6 }),
  };
  const color = {
    field: 'v',
    type: 'quantitative',
    scale: { scheme: 'viridis', domain: least === most ? [least - 1, most + 1] : [least, most], nice: false },
    legend: { title: fitted(measure, 300), direction: 'horizontal', tickCount: 4 },
  };
  const height = Math.max(60, Math.min(34, step) * down.length);
  const data = { values };
  return framed({ title, subtitle, height, left, isRamp: true }, [
    overRows(over),
    { data, mark: { type: 'rect', color: EMPTY, stroke: 'white', strokeWidth: 1 }, encoding: at },
    {
      data: { values: values.filter(({ v }) => v !== null) },
      mark: { type: 'rect', stroke: 'white', strokeWidth: 1 },
      encoding: { ...at, color },
    },
    ...(step < NARROW
      ? []
      : [
          {
            data,
            mark: { type: 'text', fontSize: step >= 40 ? 11 : 10 },
            encoding: {
              ...at,
              text: { field: 't' },
              color: { condition: { test: 'datum.k === 1', value: '#000' }, value: '#fff' },
            },
          },
        ]),
  ]);
}

/** Most pixels of a row's label, and the least of a cell with a number in it. */
const LABEL = 150;
const NARROW = 31;
/** Colour of a cell without a value. */
const EMPTY = '#eeeff2';
