import { axesOf } from '../choose/axes.js';
import { type Group, type Grouping, type Measure, withUnit } from '../choose/index.js';
import type { Context } from '../context.js';
import { dots, stagePlot } from '../figures/index.js';
import { exact, figure, type Html, html, plural, type Section, seconds, table } from '../page/index.js';
import { meanInterval, meanOf } from '../statistics/index.js';
import { columnsOf } from './outcomes.js';
import { response } from './responses.js';
import { inWords } from './text.js';

/** Most stages that a figure shows: those that take longest. */
const STAGES = 12;

/** Where the wall time of runs goes. */
export async function timings(context: Context): Promise<Section | undefined> {
  const { stages, counts, seconds: total, groupings } = context;
  if (counts.succeeded === 0 || stages.names.length === 0) return undefined;
  const grouping = groupings[0]!;
  const rows = stages.names
    .map((name) => ({ name, means: grouping.groups.map((group) => meanTime(context, name, group)) }))
    .sort((a, b) => sum(b.means) - sum(a.means));
  const shown = rows.slice(0, STAGES);
  const byStage = await stagesOf(context, grouping, rows);
  const costs = [await costOf(context, 'seconds', TIME), await costOf(context, 'peak_mb', MEMORY)];
  return {
    id: 'timings',
    title: 'Where the time went',
    body: [
      html`<p>Wall time, as it was measured: it depends on the machines and on what else they did, and has no part in any digest. The ${plural(counts.succeeded, 'run')} that succeeded took ${seconds(total)} one after another.</p>`,
      html`<div class="figures">${byStage}${costs}</div>`,
      table(
        'Mean wall time of a run by stage',
        [{ title: 'Stage' }, ...grouping.groups.map(({ label }) => ({ title: label, isNumber: true }))],
        shown.map(({ name, means }) => [name, ...means.map((mean) => (mean === null ? '–' : seconds(mean)))]),
      ),
    ],
  };
}

/** A stage with its mean seconds by group. */
interface Stage {
  readonly name: string;
  readonly means: readonly (number | null)[];
}

function stagesOf({ drawing }: Context, grouping: Grouping, rows: readonly Stage[]): Promise<Html> {
  const shown = rows.slice(0, STAGES);
  return drawing.figure({
    name: 'stages',
    title: 'Mean wall time of a run by stage',
    caption: html`<b>Stages.</b> Mean wall seconds of a run in each, ${by(grouping)}${rows.length > STAGES && `; the ${STAGES} longest of ${rows.length}`}.`,
    description: `Mean wall seconds of a run by stage. Longest: ${shown
      .slice(0, 3)
      .map(({ name, means }) => `${name}, ${figure(Math.max(...means.filter((mean) => mean !== null)))} s`)
      .join('; ')}.`,
    spec: stagePlot({
      title: 'Wall seconds of a run by stage',
      series: grouping.title,
      groups: grouping.groups.map(({ label }) => label),
      stages: shown,
    }),
    data: {
      stage: rows.flatMap(({ name }) => grouping.groups.map(() => name)),
      [grouping.title]: rows.flatMap(() => grouping.groups.map(({ label }) => label)),
      seconds: rows.flatMap(({ means }) => means.map(exact)),
    },
  });
}

const by = ({ title, isMean }: Grouping): string =>
  isMean ? `by ${title}, over all other parameters` : `by ${title}`;

function meanTime({ stages }: Context, name: string, { designs }: Group): number | null {
  const known = designs.flatMap((design) => stages.of(name, design).filter((value) => value !== null));
  return known.length === 0 ? null : meanOf(known);
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);

const TIME: Measure = { name: 'seconds', title: 'Wall time of a run', unit: 'seconds', better: 'lower' };
const MEMORY: Measure = {
  name: 'peak_mb',
  title: 'Memory of a run’s process',
  unit: 'MB',
  meaning: 'The most that it had by the end of the run; a process does several runs.',
  better: 'lower',
};

/** What runs cost: against the first numeric factor, or by group. */
function costOf(context: Context, name: string, measure: Measure): Promise<Html> {
  const [axis] = axesOf(context.factors);
  if (axis !== undefined) return response(context, axis, measure, context.costs);
  const { costs, groupings, resampling, drawing } = context;
  const { title, groups } = groupings[0]!;
  const estimates = groups.map(({ designs }) => meanInterval(costs.over(name, designs), resampling));
  return drawing.figure({
    name: `cost ${name}`,
    title: measure.title,
    caption: html`<b>${measure.title}.</b> ${measure.meaning ?? ''}`,
    description: `${withUnit(measure)}, mean with 95 % interval. ${groups.map(({ label }, i) => `${label}: ${inWords(estimates[i])}`).join('; ')}.`,
    spec: dots({
      title: withUnit(measure),
      heading: title,
      rows: groups.map(({ label }, i) => ({
        label,
        mean: estimates[i]?.mean ?? null,
        low: estimates[i]?.low ?? null,
        high: estimates[i]?.high ?? null,
      })),
      isDistinct: true,
    }),
    data: { [title]: groups.map(({ label }) => label), ...columnsOf(estimates) },
  });
}
