import { short } from '../choose/index.js';
import type { Context } from '../context.js';
import { html, plural, type Section, table } from '../page/index.js';
import { FAILURES } from '../read/index.js';

const REASONS = {
  error: 'error',
  time: 'over its time',
  memory: 'over its memory',
  lost: 'process or machine lost',
} as const;

/** Which runs failed for good, and why; nothing where none did and none was repeated. */
export function failures({
  failures: failed,
  counts,
  designs,
  repeated,
  drawing,
}: Context): Section | undefined {
  if (counts.failed === 0 && repeated === 0) return undefined;
  const again =
    repeated > 0 && html`<p>${plural(repeated, 'run')} succeeded after an attempt that did not.</p>`;
  if (failed.length === 0)
    return { id: 'failures', title: 'Failures', body: [html`<p>No run failed for good.</p>`, again] };
  const csv = drawing.table('failures', {
    key: failed.map(({ key }) => key),
    design: failed.map(({ design }) => designs[design]!.label),
    seed: failed.map(({ seed }) => seed),
    attempts: failed.map(({ attempts }) => attempts),
    reason: failed.map(({ failure }) => failure?.reason ?? null),
    message: failed.map(({ failure }) => failure?.message ?? null),
    trace: failed.map(({ failure }) => failure?.trace ?? null),
  });
  return {
    id: 'failures',
    title: 'Failures',
    body: [
      html`<p>${plural(counts.failed, 'run')} failed for good and ${counts.failed === 1 ? 'has' : 'have'} no part in any figure here. Try ${counts.failed === 1 ? 'it' : 'them'} again with <code>starling sweep retry</code>.</p>`,
      again,
      table(
        counts.failed > FAILURES ? `The first ${FAILURES} of ${counts.failed} failed runs` : 'Failed runs',
        [
          { title: 'Design' },
          { title: 'Seed', isNumber: true },
          { title: 'Attempts', isNumber: true },
          { title: 'Reason' },
          { title: 'Message of the last attempt' },
        ],
        failed.map(({ key, design, seed, attempts, failure }) => [
          short(designs[design]!.label, 90),
          seed,
          attempts,
          failure === null ? '–' : REASONS[failure.reason],
          [
            short(failure?.message ?? '–', 300),
            html`<span class="range">run <code>${key.slice(0, 16)}</code></span>`,
          ],
        ]),
      ),
      html`<p class="files">With their traces: <a href="${csv}">${csv}</a>.</p>`,
    ],
  };
}
