import { Command, Option } from 'commander';
import { Exit } from '../../../framework/errors.js';
import { DEVICES, type Override } from '../../config/index.js';
import type { Verdict, whatRan } from '../../reproduce/index.js';
import type { ComputeContext } from '../../run/index.js';
import type { Manifest } from '../../run/manifest.js';
import { configOption, settingsOf } from '../options.js';
import { result, resultJson, warn } from '../output.js';
import { watching } from '../watching.js';

interface ReproduceOptions {
  readonly twice?: true;
  readonly device?: string;
  readonly config?: string;
  readonly json?: true;
}

const HELP = `
Examples:
  $ starling reproduce runs/default-42-1
  $ starling reproduce runs/forest-fire-42-1 --twice

Runs it again from the scenario and the seed of its manifest and compares with what it left behind: collected rows, ledger,
digest and, where it was run with --trace, the state after every stage. --twice runs it two times now, in step, and compares
these: what differs then is no function of scenario and seed. Of a branch the run that it came from is run again, too, up to
where the branch begins.

Exit codes:
  0 all is equal, 1 failure, 2 usage, 5 ledger damaged, 6 something differs: the first step, stage and agent are named
`;

/** `starling reproduce RUN`. */
export function reproduceCommand(): Command {
  return new Command('reproduce')
    .description('run a run again and compare it with what it left behind')
    .argument('<run>', 'run directory')
    .option('--twice', 'run it two times now, and compare these after every stage')
    .addOption(new Option('--device <name>', 'where kernels run (default: that of the run)').choices(DEVICES))
    .addOption(configOption())
    .option('--json', 'print one JSON object: folder, same, digests, runs')
    .addHelpText('after', HELP)
    .action(reproduce);
}

async function reproduce(folder: string, options: ReproduceOptions): Promise<void> {
  const all = await import('../../reproduce/index.js');
  const recorded = all.recordedIn(folder);
  const { manifest, runs } = recorded;
  const other = all.versionsDiffer(manifest);
  if (other !== undefined) warn(other);
  const { twice = false } = options;
  const verdicts: Verdict[] = [];
  const code = await watching(folder, { tui: false }, async (watch, signal) => {
    const compute = await computeFor(manifest, options, await Promise.all(runs.map(all.whatRan)));
    try {
      for (const [index, run] of runs.entries()) {
        if (signal.aborted) break;
        const { arm, seed } = run.manifest;
        const place = { index, of: runs.length, scenario: folder, arm: arm ?? undefined, seed };
        const facts = { agents: 0, device: '', threads: 1 };
        const verdict = await (twice ? all.runTwice : all.reproduceRun)({
          run,
          kernels: compute?.kernels,
          signal,
          watch: (model, steps) => watch.begin(place, model, { ...facts, steps }),
        });
        verdicts.push(verdict);
      }
    } finally {
      compute?.close();
    }
  });
  const reproduction = all.reproductionOf(folder, recorded, verdicts, twice);
  const { same, digests, verdicts: told } = reproduction;
  if (options.json === true) resultJson({ folder, twice, same, digests, runs: told });
  else result(all.reproductionText(reproduction));
  if (!same) process.exitCode = Exit.differs;
  else if (code !== undefined) process.exitCode = code;
}

/** The device and kernels of the run, or the device that was asked for; undefined where no run needs any. */
async function computeFor(
  { device }: Manifest,
  options: ReproduceOptions,
  ran: Awaited<ReturnType<typeof whatRan>>[],
): Promise<ComputeContext | undefined> {
  const scenarios = ran.flatMap((what) => (what.kind === 'security' ? [what.scenario] : []));
  if (scenarios.length === 0 || device === null) return undefined;
  const set = (key: string, value: string): Override => ({
    path: ['compute', key],
    value,
    origin: { kind: 'flag', name: '--device' },
  });
  const overrides = [set('device', options.device ?? device.name), set('kernels', device.kernels)];
  const { openCompute } = await import('../../run/index.js');
  return openCompute(settingsOf(options, warn, overrides), scenarios);
}
