import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { OutboxWriter } from '../../../../app/sweep/outbox/index.js';
import { Results } from '../../../../app/sweep/results/index.js';
import { RunTable } from '../../../../framework/experiment/store/index.js';
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
