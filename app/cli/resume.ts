import { Exit, StarlingError } from '../../framework/errors.js';
import { isModule, Tree } from '../config/index.js';
import { whatRan } from '../reproduce/index.js';
import { readManifest } from '../run/manifest.js';
import { ofModule } from './model.js';
import { settingsOf } from './options.js';
import { result, resultJson, warn } from './output.js';
import { type RunOptions, runOverrides } from './run-options.js';
import { watching } from './watching.js';

/** What a run that is gone on with has of its own. */
const OWN = ['agents', 'steps', 'seed', 'replications', 'arms', 'storage', 'out', 'trace'] as const;

/**
 * `starling run --resume RUN`: goes on with a run from its newest checkpoint, or from its start where it has none; of one
 * that has finished, tells the result.
 */
export async function resumeRun(
  folder: string,
  words: readonly string[],
  options: RunOptions,
): Promise<void> {
  refuseOthers(words, options);
  const manifest = readManifest(folder);
  const ran = await whatRan({ folder, name: '', manifest });
  const isFinished = manifest.state === 'finished';
  const settings = settingsOf(options, warn, runOverrides(options));
  const { verbose = false } = options;
  const common = { settings, out: undefined, verbose, trace: false, resume: { folder } };
  if (ran.kind === 'security') {
    const { execute, openCompute, summaryText } = await import('../run/index.js');
    const { finishedExecution } = await import('../run/finished.js');
    const { scenario } = ran;
    const loaded = {
      scenario: { ...scenario, seed: manifest.seed },
      tree: new Tree(),
      file: manifest.scenarioFile,
    };
    const code = await telling(folder, options, isFinished, async (watch, signal) => {
      const run = async () => {
        const compute = await openCompute(settings, [scenario]);
        try {
          return await execute({ ...common, loaded, compute, watch, signal });
        } finally {
          compute.close();
        }
      };
      const execution = isFinished ? finishedExecution(folder, manifest, loaded) : await run();
      return { json: execution.json, text: summaryText(execution) };
    });
    process.exitCode = code;
    return;
  }
  const { executeModel } = await import('../run/model.js');
  const { finishedModel } = await import('../run/finished.js');
  const { modelText } = await import('../run/model-text.js');
  const { replications = 1 } = manifest.scenario as { readonly replications?: number };
  const loaded = { ...ran, replications };
  process.exitCode = await telling(folder, options, isFinished, async (watch, signal) => {
    const run = isFinished
      ? finishedModel(folder, loaded)
      : await executeModel({ ...common, loaded, watch, signal }).catch((error: unknown) => {
          throw isModule(loaded.file) ? ofModule(error, loaded.file) : error;
        });
    return { json: run.json, text: modelText(run) };
  });
}

/** Watches work, and prints its result. A finished run is not watched: there is nothing to see. */
async function telling(
  folder: string,
  options: RunOptions,
  isFinished: boolean,
  work: (...given: Parameters<Parameters<typeof watching>[2]>) => Promise<{ json: unknown; text: string }>,
): Promise<number | undefined> {
  let told: { json: unknown; text: string } | undefined;
  const code = await watching(folder, isFinished ? { tui: false } : options, async (watch, signal) => {
    told = await work(watch, signal);
  });
  if (options.json !== true) result(`${told!.text}\n`);
  else if (told!.json !== undefined) resultJson(told!.json);
  return code;
}

function refuseOthers(words: readonly string[], options: RunOptions): void {
  const given = OWN.filter((name) => options[name] !== undefined).map((name) => `--${name}`);
  const set = (options.set ?? []).filter((text) => !/^(compute|logging)\./.test(text));
  const others = [...words, ...given, ...set.map((text) => `--set ${text}`)];
  if (others.length === 0) return;
  throw new StarlingError(`a run is gone on with as it was begun; ${others.join(', ')} can't be given`, {
    code: Exit.usage,
    place: '--resume',
    hint: 'for other parameters from a step on: starling branch RUN --at STEP --set path=value',
  });
}
