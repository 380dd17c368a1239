import { isLogarithmic } from '../choose/axes.js';
import { type Factor, levelOf, type Measure, spread, withUnit } from '../choose/index.js';
import type { Context } from '../context.js';
import { scatter } from '../figures/index.js';
import { exact, figure, type Html, html, type Part, type Section, table } from '../page/index.js';
import { type Correlation, meanOf, spearman } from '../statistics/index.js';
import { direction } from './text.js';

/** Most points of a figure, factors that are drawn, and outcomes that are drawn against them. */
const POINTS = 600;
const FACTORS = 6;
const OUTCOMES = 3;

/** Of sampled designs: each outcome against each parameter, and how strongly it goes with it. */
export async function sampled(context: Context): Promise<Section | undefined> {
  const { factors, measures, counts, drawing } = context;
  const drawn = factors.filter(({ isSampled }) => isSampled);
  if (drawn.length === 0 || counts.succeeded === 0 || measures.drawn.length === 0) return undefined;
  const correlations = measures.drawn.map((measure) =>
    drawn.map((factor) => correlationOf(context, measure, factor)),
  );
  drawing.table('rank correlations', {
    parameter: measures.drawn.flatMap(() => drawn.map(({ path }) => path)),
    outcome: measures.drawn.flatMap(({ name }) => drawn.map(() => name)),
    rho: correlations.flat().map((found) => exact(found?.rho)),
    low: correlations.flat().map((found) => exact(found?.low)),
    high: correlations.flat().map((found) => exact(found?.high)),
    designs: correlations.flat().map((found) => found?.count ?? 0),
  });
  const parts: Part[] = [];
  for (const [at, measure] of measures.drawn.slice(0, OUTCOMES).entries()) {
    const figures: Html[] = [];
    for (const { factor, found } of strongest(drawn, correlations[at]!))
      figures.push(await figureOf(context, measure, factor, found));
    parts.push(html`<h3>${measure.title}</h3><div class="figures">${figures}</div>`);
  }
  return {
    id: 'sampled',
    title: 'Outcomes over the sampled space',
    body: [
      html`<p>A point is a design, its mean over the seeds. Rank correlations (Spearman’s ρ) say how steadily an outcome rises or falls with a parameter, from −1 to 1; they miss what rises and falls again, and what parameters do together. Intervals are by Fisher’s transformation (Bonett and Wright 2000).</p>`,
      table(
        'Rank correlations with 95 % intervals',
        [{ title: 'Parameter' }, ...measures.drawn.map(({ title }) => ({ title, isNumber: true }))],
        drawn.map(({ path }, i) => [
          html`<code>${path}</code>`,
          ...correlations.map((row) => correlated(row[i])),
        ]),
      ),
      parts,
    ],
  };
}

const correlated = (found: Correlation | undefined): Part =>
  found === undefined
    ? '–'
    : html`${figure(found.rho)}<span class="range">${figure(found.low)} to ${figure(found.high)}</span>`;

/** The factors that an outcome goes with most. */
const strongest = (factors: readonly Factor[], row: readonly (Correlation | undefined)[]) =>
  factors
    .map((factor, i) => ({ factor, found: row[i] }))
    .sort((a, b) => Math.abs(b.found?.rho ?? 0) - Math.abs(a.found?.rho ?? 0))
    .slice(0, FACTORS);

/** Mean by design, with the value that the design has of a factor. */
function pointsOf({ designs, outcomes }: Context, measure: Measure, factor: Factor) {
  return designs.flatMap(({ index }) => {
    const known = outcomes.of(measure.name, index).filter((value) => value !== null);
    const x = levelOf(factor, index).number;
    return known.length === 0 || x === undefined ? [] : [{ x, y: meanOf(known) }];
  });
}

function correlationOf(context: Context, measure: Measure, factor: Factor): Correlation | undefined {
  const points = pointsOf(context, measure, factor);
  return spearman(
    points.map(({ x }) => x),
    points.map(({ y }) => y),
  );
}

async function figureOf(
  context: Context,
  measure: Measure,
  factor: Factor,
  found: Correlation | undefined,
): Promise<Html> {
  const points = pointsOf(context, measure, factor);
  const shown = spread(points, POINTS);
  const rho =
    found === undefined
      ? 'no rank correlation'
      : `ρ ${figure(found.rho)} (${figure(found.low)} to ${figure(found.high)})`;
  return context.drawing.figure({
    name: `scatter ${measure.name} ${factor.path}`,
    title: `${measure.title} against ${factor.path}`,
    caption: html`<b>${measure.title}</b> against <code>${factor.path}</code>.${shown.length < points.length && ` ${shown.length} of ${points.length} designs are drawn.`}`,
    description: `${withUnit(measure)} against ${factor.path}, a point for each design: ${rho}.`,
    spec: scatter({
      title: withUnit(measure),
      subtitle: [rho, direction(measure)].filter((text) => text !== undefined).join('; '),
      axis: factor.path,
      points: shown,
      isLogarithmic: isLogarithmic(factor),
    }),
    data: { [factor.path]: points.map(({ x }) => exact(x)), [measure.name]: points.map(({ y }) => exact(y)) },
  });
}
