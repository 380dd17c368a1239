import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadModel, loadSettings } from '../../../app/config/index.js';
import type { RunResult, Watch } from '../../../app/run/index.js';
import { executeModel } from '../../../app/run/model.js';
import { LIBRARY } from '../../../library/index.js';
import { Folder, inRepository } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());

/** A run of a small model, whose gate is `gate`; what the watch is told of its end. */
async function run(
  name: string,
  gate: Watch['gate'],
): Promise<{ ended: RunResult[]; out: string; error?: unknown }> {
  const settings = loadSettings({ config: inRepository('config.yaml'), variables: {} });
  const entry = LIBRARY.find((each) => each.name === 'forest-fire')!;
  const loaded = { ...loadModel({ entry, file: 'library/forest-fire' }, settings), steps: 4, seed: 1 };
  const ended: RunResult[] = [];
  const watch: Watch = {
    say: () => undefined,
    begin: () => undefined,
    gate,
    ended: (_place, result) => ended.push(result),
    close: () => undefined,
  };
  const out = join(folder.path, name);
  const { signal } = new AbortController();
  try {
    await executeModel({ loaded, settings, watch, signal, out, verbose: false, trace: false });
    return { ended, out };
  } catch (error) {
    return { ended, out, error };
  }
}

test('who watches is told that a run has finished', async () => {
  const { ended, error } = await run('whole', () => undefined);
  expect(error).toBeUndefined();
  expect(ended).toMatchObject([{ state: 'finished', steps: 4 }]);
});

test('who watches is told that a run has failed, and the folder says it too', async () => {
  let steps = 0;
  const { ended, out, error } = await run('broken', () => {
    if (++steps === 3) throw new Error('out of trees');
    return undefined;
  });
  expect(String(error)).toContain('out of trees');
  expect(ended).toMatchObject([{ state: 'failed', steps: 2, outcomes: [] }]);
  expect(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ state: 'failed' });
});
