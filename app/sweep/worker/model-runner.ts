import { MemorySink, timingOf } from '../../../framework/index.js';
import { inLibrary, isModule, type LoadedModel } from '../../config/index.js';
import type { Shard, Subject } from '../shard.js';
import { outcomeOfModel } from './outcome.js';
import { ownModel } from './own-model.js';
import { parsedDesigns, type Runner, type RunSetting } from './runner.js';
import { settingsOf } from './settings.js';

type ModelSubject = Subject & { readonly kind: 'model' };

/** Runs a shard of a model: of the library, or of a module. */
export async function modelRunner(shard: Shard, { model, storage }: ModelSubject): Promise<Runner> {
  const found = isModule(model)
    ? { entry: await ownModel(model, shard.code), file: model }
    : await inLibrary(model);
  const { entry } = found;
  const designOf = parsedDesigns(shard, (values) => {
    const { steps = entry.steps, ...parameters } = values as { readonly steps?: number };
    return { steps, parameters };
  });
  return {
    atOnce: 1,
    run({ design, seed }, setting) {
      const loaded = { ...found, ...designOf(design), storage, replications: 1, seed };
      return setting.folder === undefined
        ? inMemory(loaded, setting)
        : inFolder(loaded, setting, setting.folder);
    },
  };

  async function inMemory({ parameters, steps, seed }: LoadedModel, { sinks, signal, watch }: RunSetting) {
    const rows = new MemorySink({ window: 1 });
    const began = performance.now();
    const made = entry.create({ seed, parameters, sinks: [...sinks, rows] }, storage);
    const setup = performance.now() - began;
    const facts = { steps, agents: made.size, device: 'no kernels', threads: 1 };
    watch.begin({ index: 0, of: 1, scenario: entry.name, arm: undefined, seed }, made, facts);
    const end = await made.run({ steps, signal, gate: () => watch.gate() });
    if (end.cause === 'abort') return undefined;
    return outcomeOfModel({
      digest: made.digest,
      steps: end.steps,
      agents: made.size,
      timing: timingOf(made, made.size, setup),
      last: rows.rows('model')[0],
    });
  }

  /** As `starling run` does it. */
  async function inFolder(loaded: LoadedModel, { sinks, signal, watch }: RunSetting, out: string) {
    const { executeModel } = await import('../../run/model.js');
    const { interrupted, replications } = await executeModel({
      loaded,
      settings: settingsOf(shard),
      watch,
      signal,
      out,
      sinks,
      verbose: false,
      trace: false,
    });
    const { end, ...done } = replications[0]!;
    return interrupted ? undefined : outcomeOfModel({ ...done, steps: end.steps });
  }
}
