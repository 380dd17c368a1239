import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { OutboxWriter } from '../../../../app/sweep/outbox/index.js';
import { Results } from '../../../../app/sweep/results/index.js';
import { StarlingError } from '../../../../framework/errors.js';
import { RunTable } from '../../../../framework/experiment/store/index.js';
import type { ShardStatus } from '../../../../framework/index.js';
import { FakeEngine, outcome } from './fake-engine.js';
import { driveFake, keyOf, sweepFolders, sweepOf } from './support.js';

const { make } = sweepFolders();

/** Leaves in a sweep's folder what a driver leaves that is killed: a shard of the first runs, and its outbox. */
function killed(
  place: string,
  count: number,
  said: (outbox: OutboxWriter, run: { key: string; attempt: number }) => void,
) {
  const results = Results.open(place);
  const runs = results.runs.claim('s0000001', count);
  results.runs.close();
  const outbox = new OutboxWriter(sweepPaths(place).outbox('s0000001'));
  for (const { key, attempts } of runs) said(outbox, { key, attempt: attempts + 1 });
  outbox.close();
}

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

describe('a process that dies', () => {
  test('takes with it the run that it was at, which is tried again; what it had not begun is not blamed', async () => {
    const { summary, status, watch } = await driveFake(await make(sweepOf(1, 40)), ({ key, attempt }) =>
      key === keyOf(0, 9) && attempt === 1 ? 'dies' : 'succeeds',
    );
    expect(summary.runs.succeeded).toBe(40);
    expect(status.runs.map(({ attempts }) => attempts)).toEqual(
      Array.from({ length: 40 }, (_, i) => (i === 9 ? 2 : 1)),
    );
    expect(watch.failures.map(({ run }) => run.failure)).toMatchObject([
      { reason: 'lost', trace: expect.stringContaining('log of s') },
    ]);
  });

  test('again and again makes the run fail for good', async () => {
    const { summary } = await driveFake(await make(sweepOf(1, 12)), ({ key }) =>
      key === keyOf(0, 5) ? 'dies' : 'succeeds',
    );
    expect(summary.runs).toMatchObject({ succeeded: 11, failed: 1 });
    expect(summary.failures).toMatchObject([{ attempts: 3, failure: { reason: 'lost' } }]);
  });

  test('before it has said anything does not make the sweep go on for ever', async () => {
    const place = await make(sweepOf(1, 3, 2));
    class Stillborn extends FakeEngine {
      override async submit({ id }: { readonly id: string }): Promise<void> {
        this.adopt(id, 'failed');
      }
    }
    const { summary } = await driveFake(place, undefined, { engine: new Stillborn(place) });
    expect(summary.runs.failed).toBe(3);
  });
});

describe('a driver that was killed', () => {
  test('loses nothing that its workers had finished, and nobody is blamed for the rest', async () => {
    const place = await make(sweepOf(1, 8, 1));
    let place3 = 0;
    killed(place, 4, (outbox, run) => {
      if (place3++ < 3) outbox.began(run);
      if (place3 < 3) outbox.succeeded(run, outcome(run.key));
    });
    const { summary, status, engine } = await driveFake(place);
    expect(summary.runs).toMatchObject({ succeeded: 8, failed: 0 });
    expect(status.runs.map(({ attempts }) => attempts)).toEqual([1, 1, 2, 1, 1, 1, 1, 1]);
    expect(engine.shards[0]).toMatchObject({ id: 's0000002', runs: [{ key: keyOf(0, 2), attempt: 2 }] });
    expect(existsSync(sweepPaths(place).outbox('s0000001'))).toBe(false);
  });

  test('is followed by one that goes on with the shards which the engine still has', async () => {
    const place = await make(sweepOf(1, 4));
    killed(place, 2, (outbox, run) => outbox.began(run));
    const engine = new FakeEngine(place);
    engine.adopt('s0000001');
    const driving = driveFake(place, undefined, { engine });
    const outbox = new OutboxWriter(sweepPaths(place).outbox('s0000001'));
    for (const replication of [0, 1]) {
      const key = keyOf(0, replication);
      outbox.succeeded({ key, attempt: 1 }, outcome(key));
    }
    outbox.close();
    engine.adopt('s0000001', 'succeeded');
    const { summary, status } = await driving;
    expect(summary.runs.succeeded).toBe(4);
    expect(status.runs.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    expect(engine.shards.flatMap(({ runs }) => runs)).toHaveLength(2);
  });

  test('left a run whose second result differs: the sweep ends with both digests', async () => {
    const place = await make(sweepOf(1, 3));
    await driveFake(place);
    const runs = RunTable.open(sweepPaths(place).runs);
    runs.change("UPDATE run SET state = 'pending', digest = NULL, outcome = NULL WHERE id = 3");
    runs.close();
    mkdirSync(dirname(sweepPaths(place).outbox('x')), { recursive: true });
    const outbox = new OutboxWriter(sweepPaths(place).outbox('s0000009'));
    outbox.succeeded({ key: keyOf(0, 0), attempt: 1 }, { ...outcome(keyOf(0, 0)), digest: 'another' });
    outbox.close();
    await expect(driveFake(place)).rejects.toThrow(/came out twice, and not the same: 0-0.*then another/);
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

describe('ending early', () => {
  test('drained, it lets the runs at work come to their end and begins no other', async () => {
    const place = await make(sweepOf(1, 50));
    const drain = new AbortController();
    const { summary, ending } = await driveFake(
      place,
      ({ key }) => {
        if (key === keyOf(0, 5)) drain.abort();
        return 'succeeds';
      },
      { drain: drain.signal },
    );
    expect(ending).toBe('drained');
    expect(summary.runs.pending).toBeGreaterThan(0);
    expect(summary.runs.running).toBe(0);
    expect(existsSync(sweepPaths(place).drain)).toBe(false);
    expect((await driveFake(place)).summary).toMatchObject({ attempts: 50, runs: { succeeded: 50 } });
  });

  test('stopped, it breaks off the runs at work, which wait again without blame', async () => {
    const place = await make(sweepOf(1, 5, 1));
    const stop = new AbortController();
    const hanging = ({ key }: { readonly key: string }) => {
      if (key !== keyOf(0, 2)) return 'succeeds';
      stop.abort();
      return 'hangs';
    };
    const { ending, summary } = await driveFake(place, hanging, { stop: stop.signal });
    expect(ending).toBe('stopped');
    expect(summary.runs).toMatchObject({ running: 0, failed: 0 });
    expect((await driveFake(place)).summary.runs.succeeded).toBe(5);
  });

  test('another process that asks to cancel is heard, and answered', async () => {
    const place = await make(sweepOf(1, 30));
    const { ending, summary, watch } = await driveFake(place, ({ key }) => {
      if (key !== keyOf(0, 4)) return 'succeeds';
      const runs = RunTable.open(sweepPaths(place).runs);
      runs.request('cancel', 'somebody', new Date().toISOString());
      runs.close();
      return 'hangs';
    });
    expect(ending).toBe('cancelled');
    expect(summary.runs).toMatchObject({ pending: 0, running: 0 });
    expect(summary.runs.aborted).toBeGreaterThan(0);
    expect(watch.lines).toContain('somebody asked to cancel');
    const runs = RunTable.open(sweepPaths(place).runs);
    expect(runs.requests()).toEqual([]);
    runs.close();
  });

  test('a request that an earlier driver did not live to hear is not held against the next', async () => {
    const place = await make(sweepOf(1, 3));
    const runs = RunTable.open(sweepPaths(place).runs);
    runs.request('cancel', 'somebody', new Date().toISOString());
    runs.close();
    expect((await driveFake(place)).summary.runs.succeeded).toBe(3);
  });
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
