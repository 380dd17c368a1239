import { type Axis, axesOf } from '../choose/axes.js';
import { type Measure, withUnit } from '../choose/index.js';
import type { Context } from '../context.js';
import { type Line, lines } from '../figures/index.js';
import { exact, figure, type Html, html, type Part, type Section } from '../page/index.js';
import type { Figures } from '../read/index.js';
import { meanInterval } from '../statistics/index.js';
import { direction } from './text.js';

/** Each outcome against each numeric factor: a line for each value of another one. */
export async function responses(context: Context): Promise<Section | undefined> {
  const { factors, measures, counts } = context;
  const axes = axesOf(factors);
  if (axes.length === 0 || counts.succeeded === 0 || measures.drawn.length === 0) return undefined;
  const parts: Part[] = [];
  for (const axis of axes) {
    const figures: Html[] = [];
    for (const measure of measures.drawn)
      figures.push(await response(context, axis, measure, context.outcomes));
    parts.push(
      html`<h3>Against <code>${axis.factor.path}</code></h3>${about(context, axis)}<div class="figures">${figures}</div>`,
    );
  }
  return {
    id: 'responses',
    title: 'Outcomes against parameters',
    body: [
      html`<p>Lines join means over the seeds; bands are their 95 % intervals, point by point.</p>`,
      parts,
    ],
  };
}

/** What the lines leave out and what they average over. */
function about({ factors }: Context, { factor, series }: Axis): Part {
  const averaged = factors.filter(({ path }) => path !== factor.path && path !== series?.title);
  const over =
    averaged.length > 0 &&
    html` Means are over all values of ${averaged.map(({ path }, i) => html`${i > 0 && ', '}<code>${path}</code>`)} too.`;
  const some =
    series !== undefined &&
    series.of > series.groups.length &&
    ` ${series.groups.length} of ${series.of} values have a line; all are in the CSV of outcomes.`;
  return over || some ? html`<p>${over}${some}</p>` : undefined;
}

/** A figure of a run against a numeric factor. */
export async function response(
  { resampling, drawing }: Context,
  { factor, series, isLogarithmic }: Axis,
  measure: Measure,
  outcomes: Figures,
): Promise<Html> {
  const groups = series?.groups ?? [
    { label: measure.title, designs: factor.levels.flatMap(({ designs }) => designs) },
  ];
  const all: Line[] = groups.map(({ label, designs }) => {
    const own = new Set(designs);
    return {
      label,
      points: factor.levels.flatMap((level) => {
        const there = level.designs.filter((design) => own.has(design));
        const estimate = meanInterval(outcomes.over(measure.name, there), resampling);
        return estimate === undefined ? [] : [{ x: level.number!, ...estimate }];
      }),
    };
  });
  const points = all.flatMap(({ label, points: own }) => own.map((point) => ({ label, ...point })));
  const name = series?.title ?? 'all';
  return drawing.figure({
    name: `${measure.name} against ${factor.path}`,
    title: `${measure.title} against ${factor.path}`,
    caption: html`<b>${measure.title}</b> against <code>${factor.path}</code>${series && html`, by <code>${series.title}</code>`}.`,
    description: `${withUnit(measure)} against ${factor.path}${series ? `, a line for each ${series.title}` : ''}. ${all
      .filter(({ points: own }) => own.length > 0)
      .slice(0, 6)
      .map(
        ({ label, points: own }) =>
          `${label}: from ${figure(own[0]!.mean)} at ${figure(own[0]!.x)} to ${figure(own.at(-1)!.mean)} at ${figure(own.at(-1)!.x)}`,
      )
      .join('; ')}.`,
    spec: lines({
      title: withUnit(measure),
      subtitle: direction(measure),
      axis: factor.path,
      series: name,
      lines: all,
      range: [factor.levels[0]!.number!, factor.levels.at(-1)!.number!],
      isLogarithmic,
      marks: 'all',
    }),
    data: {
      [name === 'all' ? 'series' : name]: points.map(({ label }) => label),
      [factor.path]: points.map(({ x }) => x),
      mean: points.map(({ mean }) => exact(mean)),
      low: points.map(({ low }) => exact(low)),
      high: points.map(({ high }) => exact(high)),
      seeds: points.map(({ count }) => count),
    },
  });
}
