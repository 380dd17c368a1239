import { planesOf } from '../choose/axes.js';
import { type Factor, type Measure, spread, withUnit } from '../choose/index.js';
import type { Context } from '../context.js';
import { heatMap, MOST_LEVELS } from '../figures/index.js';
import { exact, figure, type Html, html, type Part, type Section } from '../page/index.js';
import { meanInterval } from '../statistics/index.js';
import { direction } from './text.js';

/** Each outcome over two numeric factors at once. */
export async function maps(context: Context): Promise<Section | undefined> {
  const { factors, measures, counts } = context;
  const planes = planesOf(factors);
  if (planes.length === 0 || counts.succeeded === 0 || measures.drawn.length === 0) return undefined;
  const parts: Part[] = [];
  for (const [columns, rows] of planes) {
    const figures: Html[] = [];
    for (const measure of measures.drawn) figures.push(await drawn(context, columns, rows, measure));
    parts.push(
      html`<h3><code>${columns.path}</code> by <code>${rows.path}</code></h3><div class="figures">${figures}</div>`,
    );
  }
  return {
    id: 'maps',
    title: 'Two parameters at once',
    body: [html`<p>Colour is the mean over the seeds; light is high, dark is low.</p>`, parts],
  };
}

async function drawn(context: Context, columns: Factor, rows: Factor, measure: Measure): Promise<Html> {
  const { outcomes, resampling, drawing } = context;
  const across = spread(columns.levels, MOST_LEVELS);
  // Upwards, as on a graph.
  const down = spread(rows.levels, MOST_LEVELS).toReversed();
  const estimates = down.map((row) =>
    across.map((column) => {
      const own = new Set(row.designs);
      const there = column.designs.filter((design) => own.has(design));
      return there.length === 0 ? undefined : meanInterval(outcomes.over(measure.name, there), resampling);
    }),
  );
  const cells = estimates.flatMap((row, r) =>
    row.map((estimate, c) => ({ estimate, row: down[r]!, column: across[c]! })),
  );
  const known = cells.flatMap(({ estimate, ...at }) =>
    estimate === undefined ? [] : [{ mean: estimate.mean, ...at }],
  );
  const least = known.reduce((a, b) => (b.mean < a.mean ? b : a), known[0]!);
  const most = known.reduce((a, b) => (b.mean > a.mean ? b : a), known[0]!);
  const at = ({ row, column, mean }: (typeof known)[number]) =>
    `${figure(mean)} at ${columns.path} ${column.label} and ${rows.path} ${row.label}`;
  return drawing.figure({
    name: `${measure.name} over ${columns.path} and ${rows.path}`,
    title: `${measure.title} over ${columns.path} and ${rows.path}`,
    caption: html`<b>${measure.title}</b> over <code>${columns.path}</code> and <code>${rows.path}</code>.`,
    description:
      known.length === 0
        ? 'No values.'
        : `${withUnit(measure)} as colours: least ${at(least)}; most ${at(most)}.`,
    spec: heatMap({
      title: withUnit(measure),
      subtitle: direction(measure),
      measure: withUnit(measure),
      columns: { title: columns.path, labels: across.map(({ label }) => label) },
      rows: { title: rows.name, labels: down.map(({ label }) => label) },
      cells: estimates.map((row) => row.map((estimate) => estimate?.mean ?? null)),
      label: inCells(known.map(({ mean }) => mean)),
    }),
    data: {
      [columns.path]: cells.map(({ column }) => column.label),
      [rows.path]: cells.map(({ row }) => row.label),
      mean: cells.map(({ estimate }) => exact(estimate?.mean)),
      low: cells.map(({ estimate }) => exact(estimate?.low)),
      high: cells.map(({ estimate }) => exact(estimate?.high)),
    },
  });
}

/** Values as short as cells are narrow, `.61`, `12` or `3.4k`, with as many decimals as tell them apart. */
function inCells(means: readonly number[]): (value: number) => string {
  const least = Math.min(...means);
  const most = Math.max(...means);
  if (Math.max(Math.abs(least), Math.abs(most)) >= 10_000) return (value) => `${(value / 1000).toFixed(0)}k`;
  const decimals = most === least ? 2 : Math.ceil(-Math.log10((most - least) / 20));
  return (value) => value.toFixed(Math.max(0, Math.min(3, decimals))).replace(/^(-?)0\./, '$1.');
}
