import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { Results } from '../../../../app/sweep/results/index.js';
import { StarlingError } from '../../../../framework/errors.js';
import type { ShardStatus } from '../../../../framework/index.js';
import { FakeEngine } from './fake-engine.js';
import { driveFake, keyOf, sweepFolders, sweepOf } from './support.js';

const { make } = sweepFolders();

describe('driving a sweep', () => {
  test('does every run once, in order, a few at first and then as many as fill a shard', async () => {
    const { summary, ending, status, engine } = await driveFake(await make(sweepOf(4, 50)));
    expect(ending).toBe('done');
    expect(summary.runs).toMatchObject({ total: 200, succeeded: 200, pending: 0 });
    expect(summary).toMatchObject({ attempts: 200, designs: 4, replications: 50, failures: [] });
    expect(status.runs.every(({ attempts, digest, key }) => attempts === 1 && digest === key)).toBe(true);
    const sizes = engine.shards.map(({ runs }) => runs.length);
    expect(sizes.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...sizes)).toBeGreaterThan(20);
    expect(engine.shards.flatMap(({ runs }) => runs.map(({ key }) => key))).toEqual(
      sweepOf(4, 50).members.map(({ key }) => key),
    );
    expect(engine.isClosed).toBe(true);
  });

  test('gives each slot its part at first where a start costs something, and takes back what was not done in time', async () => {
    const size = { least: 0.1, most: 1 };
    const { summary, engine, status } = await driveFake(await make(sweepOf(1, 60)), undefined, { size });
    expect(summary).toMatchObject({ attempts: 60, runs: { succeeded: 60 } });
    expect(status.runs.every(({ attempts }) => attempts === 1)).toBe(true);
    const [first, second, ...later] = engine.shards.map(({ runs }) => runs.length);
    expect([first, second]).toEqual([30, 30]);
    // Ten of each were done in its time.
    expect(later.reduce((all, runs) => all + runs, 0)).toBe(40);
  });

  test('leaves no engine open where nobody can look on', async () => {
    const place = await make(sweepOf(1, 1));
    const engine = new FakeEngine(place, () => 'succeeds');
    const driving = () => {
      throw new StarlingError('there is no screen');
    };
    await expect(driveFake(place, undefined, { engine, driving })).rejects.toThrow('there is no screen');
    expect(engine.isClosed).toBe(true);
    expect((await driveFake(place)).ending).toBe('done');
  });

  test('clears away shards and outboxes that are in the run table', async () => {
    const place = await make(sweepOf(1, 9));
    await driveFake(place);
    const paths = sweepPaths(place);
    expect(readdirSync(dirname(paths.shard('x')))).toEqual([]);
    expect(readdirSync(dirname(paths.outbox('x')))).toEqual([]);
  });

  test('gives no shard the name of one whose outbox was read before', async () => {
    const place = await make(sweepOf(1, 2));
    const results = Results.open(place);
    results.runs.change('INSERT INTO outbox (shard, offset) VALUES (?, ?)', 's0000007', 1000);
    results.close();
    const { engine, summary } = await driveFake(place);
    expect(engine.shards.map(({ id }) => id)).toEqual(['s0000008', 's0000009']);
    expect(summary.runs.succeeded).toBe(2);
  });

  test('tells a digest over all runs, which their order of ending does not change', async () => {
    const one = await driveFake(await make(sweepOf(2, 5)));
    const place = await make(sweepOf(2, 5));
    const engine = new FakeEngine(place, () => 'succeeds', 7);
    const other = await driveFake(place, undefined, { engine });
    expect(one.summary.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(other.summary.digest).toBe(one.summary.digest);
    const single = await driveFake(await make(sweepOf(1, 1)));
    expect(single.summary.digest).toBe(keyOf(0, 0));
  });
});

describe('a run that fails', () => {
  test('is tried again, and the others are not touched', async () => {
    const { summary, status, watch } = await driveFake(await make(sweepOf(1, 6)), ({ key, attempt }) =>
      key === keyOf(0, 2) && attempt < 3 ? 'fails' : 'succeeds',
    );
    expect(summary.runs.succeeded).toBe(6);
    expect(status.runs.map(({ attempts }) => attempts)).toEqual([1, 1, 3, 1, 1, 1]);
    expect(watch.failures.map(({ run, again }) => [run.attempts, again])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  test('is given up after its attempts, and the sweep goes on', async () => {
    const { summary, status, watch } = await driveFake(await make(sweepOf(1, 6)), ({ key }) =>
      key === keyOf(0, 2) ? 'fails' : 'succeeds',
    );
    expect(summary.runs).toMatchObject({ succeeded: 5, failed: 1 });
    expect(summary.digest).toBeNull();
    expect(summary.failures).toMatchObject([
      { key: keyOf(0, 2), attempts: 3, failure: { reason: 'error', message: 'it was told to fail' } },
    ]);
    expect(status.runs[2]).toMatchObject({ state: 'failed', attempts: 3, digest: null });
    expect(watch.failures.at(-1)).toMatchObject({ again: false });
  });

  test('ends the sweep at once where that was asked for; resuming takes up the rest', async () => {
    const place = await make(sweepOf(1, 20, 1));
    const { summary, ending } = await driveFake(
      place,
      ({ key }) => (key === keyOf(0, 3) ? 'fails' : 'succeeds'),
      { failFast: true },
    );
    expect(ending).toBe('failed fast');
    expect(summary.runs.failed).toBe(1);
    expect(summary.runs.aborted).toBeGreaterThan(10);
    const { summary: later } = await driveFake(place, undefined, { again: 'aborted' });
    expect(later.runs).toMatchObject({ succeeded: 19, failed: 1, aborted: 0 });
    const { summary: last } = await driveFake(place, undefined, { again: 'failed' });
    expect(last.runs).toMatchObject({ succeeded: 20, failed: 0 });
  });
});

describe('an engine that fails', () => {
  class Broken extends FakeEngine {
    override async submit(): Promise<void> {
      throw new StarlingError('no machine is left');
    }
  }

  test('ends driving with its error; nothing is lost, and no run is blamed', async () => {
    const place = await make(sweepOf(1, 3, 1));
    const engine = new Broken(place);
    await expect(driveFake(place, undefined, { engine })).rejects.toThrow('no machine is left');
    expect(engine.isClosed).toBe(true);
    const { summary, status } = await driveFake(place);
    expect(summary.runs.succeeded).toBe(3);
    expect(status.runs.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  /** Knows its first shard no more once it has another. */
  class Forgetful extends FakeEngine {
    override async list(): Promise<readonly ShardStatus[]> {
      const all = await super.list();
      return this.shards.length > 1 ? all.filter(({ id }) => id !== 's0000001') : all;
    }
  }

  test('that forgets a shard has lost the run that was at work', async () => {
    const place = await make(sweepOf(1, 3));
    const engine = new Forgetful(place, ({ key, attempt }) =>
      key === keyOf(0, 0) && attempt === 1 ? 'hangs' : 'succeeds',
    );
    const { summary, watch } = await driveFake(place, undefined, { engine });
    expect(summary).toMatchObject({ attempts: 4, runs: { succeeded: 3 } });
    expect(watch.failures).toMatchObject([
      { run: { failure: { reason: 'lost', message: 'its engine knows it no more' } }, again: true },
    ]);
  });
});

test('a sweep that is gone on with knows what its runs took', async () => {
  const place = await make(sweepOf(1, 60));
  const stop = new AbortController();
  await driveFake(
    place,
    ({ key }) => {
      if (key === keyOf(0, 8)) stop.abort();
      return 'succeeds';
    },
    { stop: stop.signal },
  );
  const { engine } = await driveFake(place);
  expect(engine.shards[0]!.runs.length).toBeGreaterThan(5);
});

test('two drivers of one folder: the second is refused', async () => {
  const place = await make(sweepOf(1, 3));
  let second: Promise<unknown> | undefined;
  await driveFake(place, ({ key }) => {
    if (key === keyOf(0, 0)) second = driveFake(place).catch((error: unknown) => error);
    return 'succeeds';
  });
  expect(await second).toMatchObject({ message: 'another process runs it', code: 2 });
});
