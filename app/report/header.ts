import type { Context } from './context.js';
import { type Html, html, listed, type Part, plural, seconds } from './page/index.js';
import { resultsOf } from './sections/thresholds.js';

/** The head of a report: what the sweep is, how far it has come, and by what it can be told from another. */
export function header(context: Context): Html {
  const { sweep, counts, total, designs, failures } = context;
  const { name, description, replications } = sweep;
  const checked = resultsOf(context);
  const held = checked.filter(({ passed }) => passed).length;
  const tile = (title: string, value: Part, more?: Part) =>
    html`<div><dt>${title}</dt><dd>${value}${more && html` <small>${more}</small>`}</dd></div>`;
  return html`<p class="over">Report of a sweep</p>
<h1>${name}</h1>
${description !== undefined && html`<p class="lead">${description}</p>`}
${incomplete(context)}
<dl class="tiles">
${tile('Runs done', counts.succeeded, `of ${total}`)}
${tile('Designs', designs.length)}
${tile('Seeds', replications)}
${checked.length > 0 && tile('Thresholds held', held, `of ${checked.length}`)}
${tile('Failed runs', counts.failed, failures.length > 0 && html`<a href="#failures">why</a>`)}
${tile('Time of all runs', seconds(context.seconds))}
</dl>
${facts(context)}`;
}

/** What is missing, in words, where something is. */
function incomplete({ counts, total, isComplete }: Context): Part {
  const { pending, running, failed, aborted, succeeded } = counts;
  if (!isComplete) {
    const left = [
      [running, 'at work'],
      [pending, 'not begun'],
      [aborted, 'given up'],
      [failed, 'failed'],
    ] as const;
    const words = left.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    return html`<p class="note bad" role="note"><b>This sweep is not complete.</b> ${plural(succeeded, 'run')} of ${total} ${succeeded === 1 ? 'has' : 'have'} come to an end (${listed(words)}). Everything below is of those that have, and will change.</p>`;
  }
  return failed > 0
    ? html`<p class="note bad" role="note"><b>${plural(failed, 'run')} failed.</b> Everything below is of the ${succeeded} that succeeded.</p>`
    : undefined;
}

function facts({ sweep, finished, digest, isComplete, counts }: Context): Html {
  const { subject, version, code, seed, file } = sweep;
  const fact = (title: string, value: Part) => html`<dt>${title}</dt><dd>${value}</dd>\n`;
  return html`<dl class="facts">
${fact('Sweep file', html`<code>${baseOf(file)}</code>`)}
${subject.kind === 'model' && fact('Model', html`<code>${baseOf(subject.model)}</code>, kept in ${subject.storage}`)}
${fact('Root seed', html`<code>${String(seed)}</code>`)}
${fact('Starling', version)}
${code !== undefined && fact('Code of the model', html`<code>${code}</code>`)}
${finished !== null && fact(isComplete ? 'Finished' : 'Last run ended', `${finished.slice(0, 19).replace('T', ' ')} UTC`)}
${fact('Digest', digest === null ? `none: ${counts.succeeded === 0 ? 'no run has succeeded' : 'not every run has succeeded'}` : html`<code>${digest}</code>`)}
</dl>`;
}

/** The last part of a path: a page that is passed on says nothing of the folders of who made it. */
const baseOf = (path: string): string => path.split(/[\\/]/).at(-1)!;
