import type { Context } from '../context.js';
import { html, plural, type Section } from '../page/index.js';
import { LEVEL, RESAMPLES } from '../statistics/index.js';

/** How the numbers of the page are made. */
export function methods({ sweep, counts }: Context): Section | undefined {
  if (counts.succeeded === 0) return undefined;
  const { replications } = sweep;
  return {
    id: 'methods',
    title: 'How these numbers are made',
    body: [
      replications < 2
        ? html`<p>Every design ran on one seed: there are means, and nothing can be said of their spread.</p>`
        : html`<p>Every design ran on the same ${plural(replications, 'seed')}. Intervals are ${LEVEL} % bootstrap intervals of the mean over the seeds, bias-corrected and accelerated (Efron 1987; DiCiccio and Efron 1996), from ${RESAMPLES} resamples. All figures take the same resamples of the same seeds, drawn from a named stream, so that this page comes out equal to the byte wherever it is made. Where several designs are taken together, what they give on one seed is averaged first, and seeds are resampled.</p>`,
      replications >= 2 &&
        replications < 10 &&
        html`<p>With ${replications} seeds intervals are rough, and rather too short.</p>`,
      isReplayed(sweep) &&
        html`<p>The traffic is a capture: every seed replays the same records, and varies what is drawn besides, such as the forests. Intervals say how far results depend on that chance. They do not say how far they would carry over to other traffic.</p>`,
      html`<p>Runs that failed, and figures that a run does not have, are left out. Numbers on the page are rounded; the CSV files have six significant digits.</p>`,
    ],
  };
}

/** Whether runs replay recorded traffic. */
function isReplayed({ subject, designs }: Context['sweep']): boolean {
  if (subject.kind !== 'scenario') return false;
  return designs.some(({ scenario }) => {
    const { traffic } = scenario as { readonly traffic?: { readonly source?: string } };
    return traffic?.source !== undefined && traffic.source !== 'synthetic';
  });
}
