import { Command } from 'commander';
import type { RunStatus, SweepStatus } from '../../sweep/results/index.js';
import { aligned } from '../aligned.js';
import { result, resultJson } from '../output.js';

const HELP = `
Examples:
  $ starling sweep status sweeps/westermo-arms-1
  $ starling sweep status sweeps/westermo-arms-1 --json

May be asked at any time, also while the sweep is driven. A run is pending, running, succeeded, failed or aborted.

Exit codes:
  0 ok, 1 failure, 2 usage
`;

/** `starling sweep status DIR`. */
export const statusCommand = (): Command =>
  new Command('status')
    .description('say where a sweep stands, and each of its runs')
    .argument('<dir>', 'folder of the sweep')
    .option(
      '--json',
      'print one JSON object: name, state, driven, counts, runs[] with key, design, seed, state, attempts, digest …',
    )
    .addHelpText('after', HELP)
    .action(async (folder: string, { json }: { json?: true }) => {
      const { statusOf } = await import('../../sweep/results/index.js');
      const status = await statusOf(folder);
      if (json === true) resultJson(status);
      else result(statusText(status, folder));
    });

/** Runs that are listed for people; --json lists all. */
const LISTED = 50;

/** Failures first, then what is at work, then what waits. */
const ORDER: readonly RunStatus['state'][] = ['failed', 'running', 'aborted', 'pending', 'succeeded'];

function statusText({ name, state, driven, counts, runs }: SweepStatus, folder: string): string {
  const told = ORDER.flatMap((each) => (counts[each] > 0 ? [`${counts[each]} ${each}`] : []));
  const sorted = ORDER.flatMap((each) => runs.filter((run) => run.state === each)).slice(0, LISTED);
  const rows = sorted.map(({ key, design, seed, state: own, attempts, digest, error }) => [
    key.slice(0, 16),
    String(design),
    String(seed),
    own,
    String(attempts),
    error ?? digest?.slice(0, 16) ?? '',
  ]);
  return [
    `${name}: ${state}, ${runs.length} runs: ${told.join(', ')}`,
    ...(state === 'finished' || driven ? [] : [leftText(counts.running, folder)]),
    '',
    ...aligned([['key', 'design', 'seed', 'state', 'attempts', 'digest'], ...rows]),
    ...(runs.length > LISTED ? [`… and ${runs.length - LISTED} more; --json lists all`] : []),
  ].join('\n');
}

/** That a sweep is left with runs to do, and how to go on. */
function leftText(running: number, folder: string): string {
  const left =
    running === 0 ? '' : `; its last driver left ${running} ${running === 1 ? 'run' : 'runs'} at work`;
  return `nobody drives it${left}: go on with it by npx starling sweep resume ${folder}`;
}
