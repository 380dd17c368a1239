import { checkThresholds, type ThresholdResult } from '../../sweep/thresholds/index.js';
import { short } from '../choose/index.js';
import type { Context } from '../context.js';
import { exact, figure, html, type Section, table } from '../page/index.js';

/** Rows of thresholds that a page shows; those that do not hold come first. */
const SHOWN = 60;

/** Every threshold with its value for each design that it is asked of. */
export function thresholds({ sweep, designs, outcomes, drawing, isComplete }: Context): Section | undefined {
  const results = resultsOf({ sweep, designs, outcomes });
  if (results.length === 0) return undefined;
  const crossed = results.filter(({ passed }) => !passed);
  const rows = [...crossed, ...results.filter(({ passed }) => passed)];
  const label = (design: number) => designs[design]!.label;
  const csv = drawing.table('thresholds', {
    threshold: rows.map(({ text }) => text),
    design: rows.map(({ design }) => label(design)),
    value: rows.map(({ value }) => exact(value)),
    passed: rows.map(({ passed }) => passed),
  });
  return {
    id: 'thresholds',
    title: 'Thresholds',
    body: [
      html`<p>${crossed.length === 0 ? `All ${results.length} hold` : `${crossed.length} of ${results.length} do not hold`}${isComplete ? '.' : ', so far: runs are still missing.'}</p>`,
      table(
        'Thresholds by design; those that do not hold first',
        [{ title: 'Threshold' }, { title: 'Design' }, { title: 'Value', isNumber: true }, { title: 'Holds' }],
        rows
          .slice(0, SHOWN)
          .map(({ text, design, value, passed }) => [
            html`<code>${short(text, 100)}</code>`,
            short(label(design), 90),
            figure(value),
            html`<span class="${passed ? 'yes' : 'no'}">${passed ? 'holds' : value === null ? 'no value' : 'does not hold'}</span>`,
          ]),
      ),
      rows.length > SHOWN &&
        html`<p>The first ${SHOWN} of ${rows.length}; all are in <a href="${csv}">${csv}</a>.</p>`,
    ],
  };
}

/** What the thresholds of a sweep come to with the runs that there are. */
export const resultsOf = ({
  sweep,
  designs,
  outcomes,
}: Pick<Context, 'sweep' | 'designs' | 'outcomes'>): ThresholdResult[] =>
  checkThresholds(sweep.thresholds, designs, (design) =>
    sweep.thresholds.length === 0
      ? []
      : Array.from({ length: outcomes.replications }, (_, replication) =>
          Object.fromEntries(
            sweep.thresholds.map(({ figure: name }) => [name, outcomes.of(name, design)[replication]!]),
          ),
        ),
  );
