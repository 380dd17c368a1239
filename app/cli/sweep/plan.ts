import { Command } from 'commander';
import { Exit } from '../../../framework/errors.js';
import { listenForSignals } from '../../run/signals.js';
import { loadSweep } from '../../sweep/file/index.js';
import { settingsOf } from '../options.js';
import { note, result, resultJson, warn } from '../output.js';
import { keepOption, type SweepOptions, sweepOverrides, withEngine, withSweep } from './options.js';

interface PlanOptions extends SweepOptions {
  readonly probe?: boolean;
}

/** Seconds that a probe may take. */
const PROBE = 60;

const HELP = `
Examples:
  $ starling sweep plan scenarios/sweeps/westermo-arms.yaml
  $ starling sweep plan my-sweep.yaml --replications 100 --workers 8
  $ starling sweep plan my-sweep.yaml --no-probe --json

Counts designs and runs, and estimates time, memory and disk from a probe: the first replication of the smallest, the middle
and the largest design, as they look, is run in a temporary folder, for at most ${PROBE} s in all.

Exit codes:
  0 ok, 1 no probed run succeeded, 2 usage or invalid file, 130 SIGINT, 143 SIGTERM
`;

/** `starling sweep plan FILE`. */
export const planCommand = (): Command =>
  withEngine(
    withSweep(
      new Command('plan')
        .description('say what a sweep file comes to: runs, and about what time, memory and disk they take')
        .argument('<file>', 'sweep file')
        .option('--no-probe', 'only count, and measure nothing')
        .addOption(keepOption())
        .option(
          '--json',
          'print one JSON object: name, designs, replications, runs, workers, probed, failures, estimate',
        ),
    ),
  )
    .addHelpText('after', HELP)
    .action(plan);

async function plan(file: string, options: PlanOptions): Promise<void> {
  const overrides = sweepOverrides(options);
  const settings = settingsOf(options, warn, overrides);
  const sweep = await loadSweep(file, settings, overrides, warn);
  const { planOf, planText, probe } = await import('../../sweep/plan/index.js');
  const over = new AbortController();
  const interruption = listenForSignals(
    () => over.abort(),
    () => undefined,
  );
  const late = setTimeout(() => over.abort(), 1000 * PROBE);
  try {
    const isProbed = options.probe !== false;
    if (isProbed) note('measuring a few runs …');
    const measured = isProbed ? await probe(sweep, settings, over.signal) : { runs: [], failures: [] };
    const planned = planOf(sweep, settings, measured);
    if (options.json === true) resultJson(planned);
    else result(planText(planned));
    if (interruption.code !== undefined) process.exitCode = interruption.code;
    else if (isProbed && measured.runs.length === 0) process.exitCode = Exit.failure;
  } finally {
    clearTimeout(late);
    interruption.release();
  }
}
