import { baselineOf, type Comparison, comparisonsOf } from '../choose/baseline.js';
import { type Measure, short, withUnit } from '../choose/index.js';
import type { Context } from '../context.js';
import { dots } from '../figures/index.js';
import { type Html, html, listed, plural, type Section, table } from '../page/index.js';
import { type PairedDifference, pairedDifference } from '../statistics/index.js';
import { columnsOf } from './outcomes.js';
import { direction, estimated, inWords, parted } from './text.js';

/** What each outcome gains or loses against a baseline, on equal seeds. */
export async function differences(context: Context): Promise<Section | undefined> {
  const { measures, designs, factors, counts, baseline } = context;
  const comparisons = comparisonsOf(designs, factors, baseline);
  if (comparisons.length === 0 || counts.succeeded === 0 || measures.drawn.length === 0) return undefined;
  const parts: Html[] = [];
  for (const comparison of comparisons) parts.push(await compared(context, comparison));
  return {
    id: 'differences',
    title: 'Differences on equal seeds',
    body: [
      html`<p>Runs are paired by their seed, and differ only in what is compared: what chance does to both is taken out. An interval that does not touch zero is a difference that these seeds show. ${baseline === undefined ? baselineOf(comparisons) : ''}</p>`,
      parts,
    ],
  };
}

async function compared(context: Context, comparison: Comparison): Promise<Html> {
  const { measures, drawing } = context;
  const { title, name, baseline, others } = comparison;
  const figures: Html[] = [];
  const same: string[] = [];
  const found = new Map<string, readonly (PairedDifference | undefined)[]>();
  for (const measure of measures.drawn) {
    const differences = others.map(({ pairs }) => differenceOf(context, measure, pairs));
    if (differences.every((difference) => difference === undefined)) continue;
    found.set(measure.name, differences);
    if (differences.every(isNone)) same.push(measure.title);
    else figures.push(await drawn(context, comparison, measure, differences));
  }
  const told = measures.drawn.filter(({ name }) => found.has(name));
  drawing.table(`differences ${title}`, {
    compared: others.flatMap(({ label }) => told.map(() => label)),
    baseline: others.flatMap(() => told.map(() => baseline)),
    outcome: others.flatMap(() => told.map(({ name }) => name)),
    ...columnsOf(others.flatMap((_, at) => told.map((measure) => found.get(measure.name)![at]))),
    pairs: others.flatMap((_, at) => told.map((measure) => found.get(measure.name)![at]?.pairs ?? 0)),
  });
  return html`<h3><code>${short(title, 60)}</code>: difference from ${short(baseline, 80)}</h3>
${same.length > 0 && html`<p>The same in every pair of runs: ${listed(same)}.</p>`}
<div class="figures">${figures}</div>
${parted(told, ACROSS).map((some) =>
  table(
    `Differences from ${short(baseline, 80)}, with 95 % intervals`,
    [{ title: short(name, 40) }, ...some.map((measure) => ({ title: withUnit(measure), isNumber: true }))],
    others.map(({ label }, at) => {
      const own = some.map((measure) => found.get(measure.name)![at]);
      const pairs = html`<span class="range">${plural(mostPairs(own), 'pair')} of runs</span>`;
      return [html`${short(label, 90)}${pairs}`, ...own.map(estimated)];
    }),
  ),
)}`;
}

/** Most outcomes side by side in a table. */
const ACROSS = 6;

const mostPairs = (differences: readonly (PairedDifference | undefined)[]): number =>
  Math.max(0, ...differences.map((difference) => difference?.pairs ?? 0));

/** Whether there is no difference at all, in any pair. */
const isNone = (difference: PairedDifference | undefined): boolean =>
  difference === undefined || (difference.mean === 0 && difference.low === 0 && difference.high === 0);

const differenceOf = (
  { outcomes, resampling }: Context,
  { name }: Measure,
  pairs: readonly (readonly [baseline: number, other: number])[],
): PairedDifference | undefined =>
  pairedDifference(
    pairs.map(([baseline, other]) => ({
      baseline: outcomes.of(name, baseline),
      other: outcomes.of(name, other),
    })),
    resampling,
  );

async function drawn(
  { drawing, outcomes }: Context,
  { title, name, baseline, others }: Comparison,
  measure: Measure,
  differences: readonly (PairedDifference | undefined)[],
): Promise<Html> {
  const rows = others.map(({ label }, at) => ({
    label,
    mean: differences[at]?.mean ?? null,
    low: differences[at]?.low ?? null,
    high: differences[at]?.high ?? null,
  }));
  const pairs = mostPairs(differences);
  const better = direction(measure);
  return drawing.figure({
    name: `difference ${title} ${measure.name}`,
    title: `${measure.title}, less ${baseline}`,
    caption: html`<b>${measure.title}</b>, less that of ${short(baseline, 60)} on the same seed; ${plural(pairs, 'pair')} of runs over ${plural(outcomes.replications, 'seed')}. Dashed: no difference.`,
    description: `Difference in ${withUnit(measure)} from ${baseline}, mean with 95 % interval. ${rows
      .slice(0, 6)
      .map(({ label }, at) => `${label}: ${inWords(differences[at])}`)
      .join('; ')}.`,
    spec: dots({
      title: withUnit(measure),
      subtitle: `difference from ${baseline}${better === undefined ? '' : `; ${better}`}`,
      heading: name,
      rows,
      reference: 0,
      isDistinct: false,
    }),
    data: {
      compared: others.map(({ label }) => label),
      ...columnsOf(differences),
      pairs: differences.map((difference) => difference?.pairs ?? 0),
    },
  });
}
