import type { Combination, Sensitivity } from '../../../framework/index.js';
import { type SampleSensitivity, sensitivityOf } from '../../sweep/sensitivity.js';
import { type Measure, short } from '../choose/index.js';
import type { Context } from '../context.js';
import { indices } from '../figures/index.js';
import { exact, figure, type Html, html, type Part, plural, type Section } from '../page/index.js';
import { meanOf } from '../statistics/index.js';

const KINDS = ['first order', 'total'] as const;
/** Most samples that figures are drawn for, under other values of what is not sampled. */
const SAMPLES = 4;

/** Sobol indices of a sweep that was sampled for them. */
export async function sensitivity(context: Context): Promise<Section | undefined> {
  const { sweep, measures, counts } = context;
  if (sweep.sample?.method !== 'saltelli' || counts.succeeded === 0) return undefined;
  const parts: Part[] = [];
  for (const measure of measures.drawn) {
    const found = samplesOf(context, measure);
    for (const { where, indices: own } of found.slice(0, SAMPLES))
      if (own !== null) parts.push(await drawn(context, measure, where, own));
    if (found.length > SAMPLES)
      parts.push(html`<p>${measure.title}: ${SAMPLES} of ${found.length} samples are drawn.</p>`);
  }
  if (parts.length === 0) return undefined;
  return {
    id: 'sensitivity',
    title: 'What outcomes depend on',
    body: [
      html`<p>Sobol indices: the share of an outcome’s variance over the sampled space that goes with a parameter alone (first order), and alone or together with others (total). Where the two differ, parameters act together. Small values may fall below 0 by chance. Estimators of Saltelli et al. (2010) and Jansen (1999); 95 % percentile intervals from resampled base points (Archer, Saltelli and Sobol 1997). The outcome of a design is its mean over the seeds, so what chance is left in it counts into the totals.</p>`,
      html`<div class="figures">${parts}</div>`,
    ],
  };
}

function samplesOf({ sweep, outcomes }: Context, { name }: Measure): SampleSensitivity[] {
  return sensitivityOf(sweep, name, (design) => {
    const known = outcomes.of(name, design).filter((value) => value !== null);
    return known.length === 0 ? null : meanOf(known);
  });
}

function drawn(
  { drawing }: Context,
  measure: Measure,
  where: Combination,
  found: Sensitivity,
): Promise<Html> {
  const { parameters, points } = found;
  const sorted = [...parameters].sort((a, b) => b.total.value - a.total.value);
  const under = Object.entries(where)
    .map(([path, value]) => `${path}=${short(JSON.stringify(value), 40)}`)
    .join(', ');
  const rows = sorted.map(({ parameter, first, total }) => ({ label: parameter, values: [first, total] }));
  const flat = rows.flatMap(({ label, values }) =>
    values.map((each, kind) => ({ label, kind: KINDS[kind]!, ...each })),
  );
  return drawing.figure({
    name: `sensitivity ${measure.name} ${under}`,
    title: `What ${measure.title} depends on`,
    caption: html`<b>${measure.title}</b>${under !== '' && html` for <code>${under}</code>`}; ${plural(points, 'base point')}.`,
    description: `Sobol indices of ${measure.title}, most first. ${sorted
      .slice(0, 6)
      .map(
        ({ parameter, first, total }) =>
          `${parameter}: first order ${figure(first.value)}, total ${figure(total.value)}`,
      )
      .join('; ')}.`,
    spec: indices({
      title: measure.title,
      subtitle: `share of its variance${under === '' ? '' : `; ${under}`}`,
      series: 'Sobol index',
      kinds: KINDS,
      rows,
    }),
    data: {
      parameter: flat.map(({ label }) => label),
      index: flat.map(({ kind }) => kind),
      value: flat.map(({ value }) => exact(value)),
      low: flat.map(({ low }) => exact(low)),
      high: flat.map(({ high }) => exact(high)),
    },
  });
}
