import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Agent,
  Checkpoints,
  CsvSink,
  JsonlSink,
  MemorySink,
  ParquetSink,
  type Sink,
  SqliteSink,
  type StarlingError,
} from '../../../framework/index.js';
import { folders, tablesIn } from './support.js';
import { Zoo } from './zoo.js';

const folder = folders();

const sinksIn = (into: string): Sink[] => [
  new CsvSink(into),
  new JsonlSink(into),
  new ParquetSink(into, { rowGroup: 7 }),
  new SqliteSink(join(into, 'tables.db')),
  new MemorySink({ window: 3 }),
];

const made = (into: string, seed: number) =>
  new Zoo({ seed, parameters: { animals: 5 }, sinks: sinksIn(into) });

class Crash extends Error {}

/** Steps a model and leaves it in the middle, as a process does that is killed: files open, nothing closed. */
async function crashAfter(model: Zoo, steps: number, checkpoints: Checkpoints): Promise<void> {
  const until = (): boolean => {
    if (model.step < steps) return false;
    // What the end would do is not done.
    model.finish = () => Promise.reject(new Crash());
    throw new Crash();
  };
  await expect(model.run({ until, checkpoints })).rejects.toThrow(Crash);
}

describe('a run with all sinks', () => {
  test('that broke off and goes on has the digest and the tables of one that did not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        async (seed, every, first, second) => {
          const [straight, broken] = [folder(), folder()];
          const whole = made(straight, seed);
          await whole.run({ steps: 20 });
          const at = join(broken, 'checkpoints');
          let reached = 0;
          const go = () => {
            const checkpoints = new Checkpoints(at, { every });
            const model = made(broken, seed);
            const newest = checkpoints.newest();
            // It broke off after a step, and before that step's checkpoint was written.
            expect(newest?.step ?? 0).toBe(Math.max(0, Math.floor((reached - 1) / every) * every));
            if (newest !== undefined) checkpoints.resume(model, newest);
            return { checkpoints, model };
          };
          for (const steps of [first, second].sort((a, b) => a - b)) {
            const { checkpoints, model } = go();
            if (model.step < steps) await crashAfter(model, steps, checkpoints);
            reached = steps;
          }
          const { checkpoints, model } = go();
          await model.run({ steps: 20 - model.step, checkpoints });
          expect(model.digest).toBe(whole.digest);
          expect(model.collector.rows('model')).toEqual(whole.collector.rows('model'));
          expect(tablesIn(broken)).toEqual(tablesIn(straight));
          expect(checkpoints.steps.length).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('that was aborted leaves a checkpoint of its last step, and goes on from it', async () => {
    const [straight, broken] = [folder(), folder()];
    const whole = made(straight, 4);
    await whole.run({ steps: 9 });
    const checkpoints = new Checkpoints(join(broken, 'checkpoints'));
    const model = made(broken, 4);
    const abort = new AbortController();
    model.events.on('step', ({ step }) => step === 4 && abort.abort());
    expect((await model.run({ signal: abort.signal, checkpoints })).cause).toBe('abort');
    expect(checkpoints.steps).toEqual([5]);
    const again = made(broken, 4);
    const follower = new Checkpoints(join(broken, 'checkpoints'));
    follower.resume(again, follower.newest()!);
    await again.run({ steps: 4, checkpoints: follower });
    expect(again.digest).toBe(whole.digest);
    expect(tablesIn(broken)).toEqual(tablesIn(straight));
  });

  test('that has no step left to do tells of those it did', async () => {
    const into = folder();
    const model = made(into, 4);
    const checkpoints = new Checkpoints(join(into, 'checkpoints'), { every: 3 });
    await model.run({ steps: 6, checkpoints });
    const again = made(into, 4);
    checkpoints.resume(again, checkpoints.newest()!);
    expect(again.step).toBe(6);
    await again.run({ steps: 0 });
    expect(again.digest).toBe(model.digest);
  });

  test('keeps as many checkpoints as it was told, and the one it began with', async () => {
    for (const [keep, base, kept] of [
      [1, undefined, [9]],
      [3, undefined, [7, 8, 9]],
      [2, 2, [2, 8, 9]],
      [Number.POSITIVE_INFINITY, undefined, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ] as const) {
      const checkpoints = new Checkpoints(folder(), { every: 1, keep, base });
      await new Zoo({ seed: 1, parameters: { animals: 2 } }).run({ steps: 9, checkpoints });
      expect(checkpoints.steps).toEqual(kept);
    }
  });
});

describe('a checkpoint', () => {
  async function written() {
    const into = folder();
    const checkpoints = new Checkpoints(join(into, 'checkpoints'), { every: 2, about: { of: 'zoo' } });
    await made(into, 8).run({ steps: 8, checkpoints });
    expect(checkpoints.steps).toEqual([6, 8]);
    const path = join(into, 'checkpoints', '8.checkpoint');
    const passed: StarlingError[] = [];
    const newest = () => checkpoints.newest(undefined, (error) => passed.push(error));
    return { into, checkpoints, path, passed, newest };
  }

  test('with any byte changed, or any part cut off, is passed over for the one before', async () => {
    const { path, passed, newest } = await written();
    const whole = readFileSync(path);
    expect(newest()?.step).toBe(8);
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (at, change, cut) => {
          const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
          if (!cut) bytes[at]! ^= change;
          writeFileSync(path, bytes);
          passed.length = 0;
          expect(newest()?.step).toBe(6);
          expect(passed).toHaveLength(1);
          expect(passed[0]!.message).toMatch(/is damaged|is no checkpoint|has format|byte order/);
          expect(passed[0]).toMatchObject({ place: path, hint: expect.stringContaining('Delete it') });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('that names its arrays otherwise is passed over', async () => {
    const { path, passed, newest } = await written();
    writeFileSync(path, readFileSync(path, 'latin1').replace('"collector":[', '"collectar":['), 'latin1');
    expect(newest()?.step).toBe(6);
    expect(passed[0]!.message).toMatch(/is damaged/);
  });

  test('of another format is passed over', async () => {
    const { path, passed, newest } = await written();
    writeFileSync(path, `starling checkpoint 99\n${'x'.repeat(64)}\n`);
    expect(newest()?.step).toBe(6);
    expect(passed[0]!.message).toBe(
      'the checkpoint has format 99, and this version of Starling reads format 1',
    );
  });

  test('of another run, seed, class or of other sinks is refused', async () => {
    const { into, checkpoints, newest } = await written();
    const other = new Checkpoints(checkpoints.folder, { about: { of: 'circus' } });
    expect(() => other.newest()).toThrow('is of another run');
    expect(() => checkpoints.resume(made(into, 9), newest()!)).toThrow(
      'the seed 8, the model is Zoo with the seed 9',
    );
    class Circus extends Zoo {}
    const circus = new Circus({ seed: 8, parameters: { animals: 5 } });
    expect(() => checkpoints.resume(circus, newest()!)).toThrow('the model is Circus');
    const bare = new Zoo({ seed: 8, parameters: { animals: 5 } });
    expect(() => checkpoints.resume(bare, newest()!)).toThrow('collected into DigestSink, CsvSink');
  });

  test('whose rows are gone is refused', async () => {
    for (const [file, message] of [
      ['model.csv', 'model.csv: Rows of the run are gone: the file has 10 bytes'],
      ['agents.jsonl', 'the file has 10 bytes'],
      ['model.parquet', 'the file has 10 bytes'],
      ['agents.csv', 'no such file'],
    ] as const) {
      const { into, checkpoints, newest } = await written();
      if (message === 'no such file') rmSync(join(into, file));
      else truncateSync(join(into, file), 10);
      const model = made(into, 8);
      checkpoints.resume(model, newest()!);
      const error: StarlingError = await model.run({ steps: 1 }).then(
        () => expect.fail('it ran'),
        (error: unknown) => error as StarlingError,
      );
      expect(`${error.place}: ${error.message}`).toContain(message);
    }
    const { into, checkpoints, newest } = await written();
    renameSync(join(into, 'tables.db'), join(into, 'away.db'));
    const model = made(into, 8);
    checkpoints.resume(model, newest()!);
    await expect(model.run({ steps: 1 })).rejects.toThrow('no such table');
  });
});

test('what can not be kept is refused before the first step', async () => {
  const sink: Sink = { open() {}, write() {}, flush() {}, close() {} };
  const model = new Zoo({ seed: 1, parameters: { animals: 1 }, sinks: [sink] });
  await expect(model.run({ steps: 1, checkpoints: new Checkpoints(folder()) })).rejects.toThrow(
    'The sink Object cannot be cut back to a checkpoint.',
  );
  expect(() => new Checkpoints(folder(), { every: 0 })).toThrow("'every' of checkpoints");
  expect(() => new Checkpoints(folder(), { keep: 0.5 })).toThrow("'keep' of checkpoints");
});

test('a class that came up during the run and is not named is refused when it does', async () => {
  class Fish extends Agent<Zoo> {}
  const model = new Zoo({ seed: 1, parameters: { animals: 1 } });
  const until = () => {
    if (model.step === 3) new Fish(model);
    return false;
  };
  await expect(
    model.run({ steps: 9, until, checkpoints: new Checkpoints(folder(), { every: 1 }) }),
  ).rejects.toThrow("Agents of the class 'Fish' came up");
  expect(model.step).toBe(3);
});

test('the digest can not be saved where nobody said so before the first row', async () => {
  const model = new Zoo({ seed: 1, parameters: { animals: 1 } });
  await model.advance();
  expect(() => new Checkpoints(folder()).write(model)).toThrow('cannot be saved in the middle');
});
