import { by, bySeries } from './encode.js';
import { distinct, framed, roomFor } from './frame.js';
import type { Spec } from './render.js';

export interface Stages {
  readonly title: string;
  readonly series: string;
  readonly groups: readonly string[];
  /** Mean seconds by group. */
  readonly stages: readonly { readonly name: string; readonly means: readonly (number | null)[] }[];
}

/** Seconds by stage: a dot for each group. */
export function stagePlot({ title, series, groups, stages }: Stages): Spec {
  const names = distinct(groups, 300);
  const rows = distinct(
    stages.map(({ name }) => name),
    150,
  );
  const values = stages.flatMap(({ means }, i) =>
    means.flatMap((x, group) => (x === null ? [] : [{ r: rows[i], s: names[group], x }])),
  );
  const isOne = names.length === 1;
  const left = roomFor(rows);
  const { color, shape } = bySeries(names, isOne ? null : series, left);
  const y = {
    field: 'r',
    type: 'nominal',
    sort: null,
    scale: { domain: rows },
    axis: { title: null, ticks: false, domain: false, labelPadding: 6, grid: true },
  };
  const legend = isOne ? undefined : { title: series, names };
  return framed({ title, height: 22 * rows.length + 8, left, legend }, [
    {
      data: { values },
      mark: { type: 'point', filled: true, opacity: 0.9, size: 70, stroke: 'white', strokeWidth: 0.6 },
      encoding: { x: by('x', 'seconds', { zero: true }), y, color, shape },
    },
  ]);
}
