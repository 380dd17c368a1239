import { curvesOf, type DrawnCurve } from '../choose/curves.js';
import { type Grouping, withUnit } from '../choose/index.js';
import type { Context } from '../context.js';
import { type Line, lines } from '../figures/index.js';
import { exact, figure, type Html, html, type Part, type Section } from '../page/index.js';
import { type Bins, type Curves, readCurves } from '../read/index.js';
import { meanInterval } from '../statistics/index.js';
import { direction } from './text.js';

/** Points of a curve, at most. */
const BINS = 60;
/** Ways of dividing the designs that curves are drawn for. */
const GROUPINGS = 2;

/** What runs collected, against their steps. */
export async function curves(context: Context): Promise<Section | undefined> {
  const { rows, counts, groupings, sweep } = context;
  if (counts.succeeded === 0) return undefined;
  const title = 'Course of the runs';
  if (rows === undefined)
    return sweep.keep === 'root'
      ? {
          id: 'curves',
          title,
          body: html`<p>This sweep kept a line of each run and no rows: there is nothing to draw.</p>`,
        }
      : undefined;
  const drawn = curvesOf(rows.columns, context.measures);
  if (drawn.length === 0) return undefined;
  const used = groupings.slice(0, GROUPINGS);
  const all = used.flatMap(({ groups }) => groups);
  const read = await readCurves(rows, drawn, BINS, {
    replications: sweep.replications,
    groups: all.length,
    members: membersOf(context),
    groupsOf: groupsOf(all),
  });
  const parts: Part[] = [];
  let first = 0;
  for (const grouping of used) {
    const figures: Html[] = [];
    for (const [curve, what] of drawn.entries())
      figures.push(await figureOf(context, { read, curve, what, grouping, first }));
    parts.push(heading(grouping, used.length), html`<div class="figures">${figures}</div>`);
    first += grouping.groups.length;
  }
  return {
    id: 'curves',
    title,
    body: [
      html`<p>Means over the seeds against the step; bands are 95 % intervals, point by point. ${binsText(read.bins)} Marks tell lines apart; they are no single steps.</p>`,
      parts,
    ],
  };
}

function binsText({ width }: Bins): string {
  return width === 1 ? '' : `Each point takes ${width} steps together.`;
}

function heading({ title, isMean, groups, of }: Grouping, count: number): Part {
  const some = of > groups.length && ` ${groups.length} of its ${of} values are drawn.`;
  if (count === 1 && !isMean && !some) return undefined;
  return [
    html`<h3>By <code>${title}</code></h3>`,
    isMean || some ? html`<p>${isMean && 'Means over all other parameters.'}${some}</p>` : undefined,
  ];
}

/** Who a run is, by its key. */
function membersOf({ sweep }: Context): Map<string, { design: number; replication: number }[]> {
  const members = new Map<string, { design: number; replication: number }[]>();
  for (const { key, design, replication } of sweep.members) {
    const known = members.get(key);
    if (known === undefined) members.set(key, [{ design, replication }]);
    else known.push({ design, replication });
  }
  return members;
}

function groupsOf(
  groups: readonly { readonly designs: readonly number[] }[],
): (design: number) => readonly number[] {
  const byDesign = new Map<number, number[]>();
  for (const [group, { designs }] of groups.entries())
    for (const design of designs) byDesign.set(design, [...(byDesign.get(design) ?? []), group]);
  return (design) => byDesign.get(design) ?? [];
}

interface Given {
  readonly read: Curves;
  readonly curve: number;
  readonly what: DrawnCurve;
  readonly grouping: Grouping;
  /** The grouping's first group among all. */
  readonly first: number;
}

async function figureOf(
  { resampling, drawing }: Context,
  { read, curve, what, grouping, first }: Given,
): Promise<Html> {
  const { measure } = what;
  const { bins } = read;
  const all: Line[] = grouping.groups.map(({ label }, group) => ({
    label,
    points: Array.from({ length: bins.count }, (_, bin) => bin).flatMap((bin) => {
      const estimate = meanInterval(read.at(curve, first + group, bin), resampling);
      return estimate === undefined
        ? []
        : [{ x: bins.first + bin * bins.width + (bins.width - 1) / 2, ...estimate }];
    }),
  }));
  const points = all.flatMap(({ label, points: own }) => own.map((point) => ({ label, ...point })));
  const title = withUnit(measure);
  return drawing.figure({
    name: `curve ${what.name} by ${grouping.title}`,
    title: `${measure.title} against the step, by ${grouping.title}`,
    caption: html`<b>${measure.title}</b> against the step. ${measure.meaning ?? ''}`,
    description: `${title} against the step, a line for each ${grouping.title}. ${all
      .filter(({ points: own }) => own.length > 0)
      .slice(0, 6)
      .map(
        ({ label, points: own }) =>
          `${label}: ${figure(own[0]!.mean)} at first, ${figure(own.at(-1)!.mean)} at last`,
      )
      .join('; ')}.`,
    spec: lines({
      title,
      subtitle: direction(measure),
      axis: 'step',
      series: grouping.title,
      lines: all,
      marks: 'some',
    }),
    data: {
      [grouping.title]: points.map(({ label }) => label),
      step: points.map(({ x }) => x),
      mean: points.map(({ mean }) => exact(mean)),
      low: points.map(({ low }) => exact(low)),
      high: points.map(({ high }) => exact(high)),
      seeds: points.map(({ count }) => count),
    },
  });
}
