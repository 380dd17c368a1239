import { join } from 'node:path';
import { afterAll } from 'vitest';
import { loadModel, loadScenario, loadSettings, parseSet } from '../../../app/config/index.js';
import { execute, openCompute, type Watch } from '../../../app/run/index.js';
import { executeModel } from '../../../app/run/model.js';
import type { Model } from '../../../framework/index.js';
import { LIBRARY } from '../../../library/index.js';
import { Folder, inRepository, starling, TINY } from '../starling.js';

const { signal } = new AbortController();

/** A folder to run and to reproduce in; it goes after the tests of the file. */
export function workplace() {
  const folder = new Folder();
  afterAll(() => folder.remove());
  const tiny = folder.write('tiny.yaml', TINY);
  const { path: cwd } = folder;

  /** Runs a scenario here, so that `touch` can change its model on the way as a fault of the machine would. */
  async function recordTiny(name: string, touch: (model: Model) => void, set: readonly string[] = []) {
    const settings = loadSettings({
      config: inRepository('config.yaml'),
      variables: {},
      overrides: [parseSet('compute.device=cpu')],
    });
    const loaded = loadScenario(tiny, settings, set.map(parseSet));
    const compute = await openCompute(settings, [loaded.scenario]);
    const request = {
      settings,
      watch: touching(touch),
      signal,
      out: join(cwd, name),
      verbose: false,
      trace: true,
    };
    await execute({ ...request, loaded, compute });
    compute.close();
    return name;
  }

  /** The same for a small forest fire. */
  async function recordForest(name: string, touch: (model: Model) => void) {
    const settings = loadSettings({ config: inRepository('config.yaml'), variables: {} });
    const entry = LIBRARY.find((each) => each.name === 'forest-fire')!;
    const set = ['width=12', 'height=8', 'steps=9', 'seed=4', 'lightning=0.01'].map(parseSet);
    const loaded = loadModel({ entry, file: 'library/forest-fire' }, settings, set);
    const request = {
      settings,
      watch: touching(touch),
      signal,
      out: join(cwd, name),
      verbose: false,
      trace: true,
    };
    await executeModel({ ...request, loaded });
    return name;
  }

  const reproduce = (...words: string[]) => starling(['reproduce', ...words], { cwd });
  const run = (...words: string[]) => starling(['run', ...words], { cwd });
  return { folder, cwd, tiny, recordTiny, recordForest, reproduce, run };
}

/** A watch that gets at the model before its first step. */
function touching(touch: (model: Model) => void): Watch {
  return {
    say: () => undefined,
    begin: (_place, model) => touch(model),
    gate: () => undefined,
    ended: () => undefined,
    close: () => undefined,
  };
}

/** Does something once, after a stage of a step. */
export const afterStage = (model: Model, step: number, stage: string, act: () => void) =>
  model.events.on('stage', (event) => {
    if (event.step === step && event.stage === stage) act();
  });
