import type { Group, Grouping } from '../choose/index.js';
import type { Context } from '../context.js';
import { stagePlot } from '../figures/index.js';
import { exact, figure, html, plural, type Section, seconds, table } from '../page/index.js';
import { meanOf } from '../statistics/index.js';

/** Most stages that a figure shows: those that take longest. */
const STAGES = 12;

/** Where the wall time of runs goes. */
export async function timings(context: Context): Promise<Section | undefined> {
  const { stages, counts, drawing, seconds: total, groupings } = context;
  if (counts.succeeded === 0 || stages.names.length === 0) return undefined;
  const grouping = groupings[0]!;
  const rows = stages.names
    .map((name) => ({ name, means: grouping.groups.map((group) => meanTime(context, name, group)) }))
    .sort((a, b) => sum(b.means) - sum(a.means));
  const shown = rows.slice(0, STAGES);
  return {
    id: 'timings',
    title: 'Where the time went',
    body: [
      html`<p>Wall time, as it was measured: it depends on the machines and on what else they did, and has no part in any digest. The ${plural(counts.succeeded, 'run')} that succeeded took ${seconds(total)} one after another.</p>`,
      html`<div class="figures">${await drawing.figure({
        name: 'stages',
        title: 'Mean wall time of a run by stage',
        caption: html`<b>Stages.</b> Mean wall seconds of a run in each, ${by(grouping)}${rows.length > STAGES && `; the ${STAGES} longest of ${rows.length}`}.`,
        description: `Mean wall seconds of a run by stage. Longest: ${shown
          .slice(0, 3)
          .map(
            ({ name, means }) => `${name}, ${figure(Math.max(...means.filter((mean) => mean !== null)))} s`,
          )
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
      })}</div>`,
      table(
        'Mean wall time of a run',
        [{ title: 'Stage' }, ...grouping.groups.map(({ label }) => ({ title: label, isNumber: true }))],
        shown.map(({ name, means }) => [name, ...means.map((mean) => (mean === null ? '–' : seconds(mean)))]),
        'wide',
      ),
    ],
  };
}

const by = ({ title, isMean }: Grouping): string =>
  isMean ? `by ${title}, over all other parameters` : `by ${title}`;

function meanTime({ stages }: Context, name: string, { designs }: Group): number | null {
  const known = designs.flatMap((design) => stages.of(name, design).filter((value) => value !== null));
  return known.length === 0 ? null : meanOf(known);
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);
