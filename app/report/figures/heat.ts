import { distinct, fitted, frame, roomFor, WIDTH } from './frame.js';
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
  const left = Math.min(160, roomFor(rows.labels)) + 18;
  const step = (WIDTH - left - 18) / columns.labels.length;
  const across = distinct(columns.labels, Math.max(24, step * 1.6));
  const down = distinct(rows.labels, 140);
  const known = cells.flat().filter((value) => value !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const hasText = step >= 31;
  const values = cells.flatMap((row, r) =>
    row.map((v, c) => ({
      r: down[r],
      c: across[c],
      v,
      t: v === null ? '' : label(v),
      // Viridis is dark at its lower end.
      k: v === null || most === least || (v - least) / (most - least) > 0.55 ? 1 : 0,
    })),
  );
  const axis = (name: string) => ({ title: fitted(name, 300), ticks: false, domain: false, grid: false });
  const x = {
    field: 'c',
    type: 'ordinal',
    sort: null,
    scale: { domain: across, padding: 0 },
    axis: { ...axis(columns.title), labelAngle: 0, labelOverlap: true },
  };
  const y = {
    field: 'r',
    type: 'ordinal',
    sort: null,
    scale: { domain: down, padding: 0 },
    axis: { ...axis(rows.title), titleX: 14 - left, titleAngle: -90 },
  };
  return {
    ...frame({ title, subtitle, height: Math.max(60, Math.min(34, step) * down.length), left, isRamp: true }),
    data: { values },
    encoding: { x, y },
    layer: [
      {
        transform: [{ filter: 'datum.v !== null' }],
        mark: { type: 'rect', stroke: 'white', strokeWidth: 1 },
        encoding: {
          color: {
            field: 'v',
            type: 'quantitative',
            scale: {
              scheme: 'viridis',
              domain: least === most ? [least - 1, most + 1] : [least, most],
              nice: false,
            },
            legend: { title: fitted(measure, 300), direction: 'horizontal', tickCount: 4 },
          },
        },
      },
      ...(hasText
        ? [
            {
              mark: { type: 'text', fontSize: step >= 40 ? 11 : 10 },
              encoding: {
                text: { field: 't' },
                color: { condition: { test: 'datum.k === 1', value: '#000' }, value: '#fff' },
              },
            },
          ]
        : []),
    ],
  };
}
