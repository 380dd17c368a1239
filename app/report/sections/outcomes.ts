import type { Design } from '../../../framework/index.js';
import {
  areNamed,
  labelOf,
  levelOf,
  type Measure,
  MOST_GROUPS,
  measureOf,
  rowsTitle,
  short,
  withUnit,
} from '../choose/index.js';
import type { Context } from '../context.js';
import { dots } from '../figures/index.js';
import { exact, figure, type Html, html, type Part, plural, type Section, table } from '../page/index.js';
import { type Estimate, meanInterval } from '../statistics/index.js';
import { direction, estimated, inWords, parted } from './text.js';

/** Most designs that one figure has rows for, and a table. */
const DRAWN = 40;
const TABLED = 100;
/** Most single runs that a figure shows. */
const RUNS = 1200;

/** Each outcome by design: a figure each, and all of them in one table. */
export async function outcomes(context: Context): Promise<Section | undefined> {
  const { measures, designs, factors, counts, drawing } = context;
  if (counts.succeeded === 0 || measures.drawn.length + measures.told.length + measures.constant.length === 0)
    return undefined;
  const all = [...measures.drawn, ...measures.told];
  const estimates = new Map(
    all.map((measure) => [measure.name, designs.map(({ index }) => estimateOf(context, measure, index))]),
  );
  const csv = drawing.table('outcomes', {
    design: designs.flatMap(({ label }) => all.map(() => label)),
    ...Object.fromEntries(
      factors.map((factor) => [
        factor.path,
        designs.flatMap(({ index }) => all.map(() => levelOf(factor, index).label)),
      ]),
    ),
    outcome: designs.flatMap(() => all.map(({ name }) => name)),
    ...columnsOf(designs.flatMap((_, at) => all.map(({ name }) => estimates.get(name)![at]))),
  });
  const everything = html`<p class="files">All designs, outcomes and intervals: <a href="${csv}">${csv}</a>.</p>`;
  const title = 'Outcomes by design';
  if (designs.length > DRAWN && factors.some(({ isSampled }) => isSampled))
    return {
      id: 'outcomes',
      title,
      body: [
        html`<p>There are ${designs.length} designs that say little one by one.</p>`,
        constants(context),
        everything,
      ],
    };
  const figures: Html[] = [];
  for (const measure of measures.drawn)
    figures.push(await drawn(context, measure, estimates.get(measure.name)!));
  return {
    id: 'outcomes',
    title,
    body: [
      html`<p>Dots are means over the seeds, lines their 95 % intervals${designs.length <= DRAWN ? ', and thin ticks the single runs' : ''}. <a href="#methods">How intervals are made.</a></p>`,
      html`<div class="figures">${figures}</div>`,
      tables(context, measures.drawn, estimates),
      measures.told.length > 0 && [
        html`<h3>Counts and other outcomes</h3>`,
        tables(context, measures.told, estimates),
      ],
      constants(context),
      everything,
    ],
  };
}

const estimateOf = ({ outcomes: figures, resampling }: Context, { name }: Measure, design: number) =>
  meanInterval(figures.of(name, design), resampling);

/** Estimates as columns of data. */
export const columnsOf = (estimates: readonly (Estimate | undefined)[]) => ({
  mean: estimates.map((estimate) => exact(estimate?.mean)),
  low: estimates.map((estimate) => exact(estimate?.low)),
  high: estimates.map((estimate) => exact(estimate?.high)),
  runs: estimates.map((estimate) => estimate?.count ?? 0),
});

async function drawn(
  context: Context,
  measure: Measure,
  estimates: readonly (Estimate | undefined)[],
): Promise<Html> {
  const { designs, factors, outcomes: figures, drawing } = context;
  const shown = endsOf(designs, estimates);
  const single = shown.length * figures.replications <= RUNS;
  const rows = shown.map((design) => ({
    label: labelOf(design, factors),
    mean: estimates[design.index]?.mean ?? null,
    low: estimates[design.index]?.low ?? null,
    high: estimates[design.index]?.high ?? null,
    runs: single ? figures.of(measure.name, design.index).filter((value) => value !== null) : [],
  }));
  const said = shown
    .slice(0, 6)
    .map((design) => `${labelOf(design, factors)}: ${inWords(estimates[design.index])}`);
  return drawing.figure({
    name: `outcome ${measure.name}`,
    title: measure.title,
    caption: [
      html`<b>${measure.title}.</b> ${measure.meaning ?? ''}`,
      shown.length < designs.length &&
        ` The ${shown.length / 2} designs with the highest and the ${shown.length / 2} with the lowest means, of ${designs.length}; all are in the CSV.`,
    ],
    description: `${withUnit(measure)} by design, mean with 95 % interval. ${said.join('; ')}${shown.length > 6 ? '; and others' : ''}.`,
    spec: dots({
      title: withUnit(measure),
      subtitle: direction(measure),
      heading: rowsTitle(factors),
      rows,
      isDistinct: designs.length <= MOST_GROUPS,
    }),
    data: { design: designs.map(({ label }) => label), ...columnsOf(estimates) },
  });
}

/** All designs in their order; of many, those with the highest and the lowest means. */
function endsOf(designs: readonly Design[], estimates: readonly (Estimate | undefined)[]): readonly Design[] {
  if (designs.length <= DRAWN) return designs;
  const known = designs
    .filter(({ index }) => estimates[index] !== undefined)
    .sort((a, b) => estimates[b.index]!.mean - estimates[a.index]!.mean || a.index - b.index);
  return known.length <= DRAWN ? known : [...known.slice(0, DRAWN / 2), ...known.slice(-DRAWN / 2)];
}

/** Designs by outcome, a few outcomes a table so that none is wider than the page. */
function tables(
  { designs, factors }: Context,
  measures: readonly Measure[],
  estimates: ReadonlyMap<string, readonly (Estimate | undefined)[]>,
): Part {
  const shown = designs.slice(0, TABLED);
  const isNamed = factors.length > 0 && areNamed(factors);
  const heads = isNamed ? factors.map(({ name }) => name) : ['design'];
  const headOf = (design: Design): Part[] =>
    isNamed ? factors.map((factor) => levelOf(factor, design.index).label) : [labelOf(design, factors)];
  return [
    parted(measures, ACROSS).map((some) =>
      table(
        `Means over seeds with 95 % intervals${designs.length > TABLED ? `: the first ${TABLED} of ${designs.length} designs` : ''}`,
        [
          ...heads.map((title) => ({ title })),
          ...some.map((measure) => ({
            title: html`${measure.title}${measure.unit === undefined ? '' : html`<span class="range">${measure.unit}</span>`}${measure.better === undefined ? '' : html`<span class="range">${direction(measure)}</span>`}`,
            isNumber: true,
          })),
        ],
        shown.map((design) => [
          ...headOf(design),
          ...some.map(({ name }) => estimated(estimates.get(name)![design.index])),
        ]),
      ),
    ),
  ];
}

/** Most outcomes side by side in a table. */
const ACROSS = 7;

/** What came out the same in every run. */
function constants({ outcomes: figures, measures, counts }: Context): Part {
  const { constant } = measures;
  if (constant.length === 0) return undefined;
  const texts = constant.map(
    ({ name }) =>
      `${short(measureOf(name).title, 60)} ${figure(figures.of(name, 0).find((value) => value !== null))}`,
  );
  return html`<p class="soft">The same in all ${plural(counts.succeeded, 'run')}: ${texts.join('; ')}.</p>`;
}
