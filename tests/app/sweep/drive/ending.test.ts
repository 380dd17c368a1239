import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { RunTable } from '../../../../framework/experiment/store/index.js';
import { driveFake, keyOf, sweepFolders, sweepOf } from './support.js';

const { make } = sweepFolders();

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
