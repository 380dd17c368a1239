import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type RunOutcome,
  RunReader,
  RunTable,
  type SweepContent,
  type SweepMember,
} from '../../../framework/experiment/store/index.js';

let folder: string;
let file: string;
const open: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-runs-'));
  file = join(folder, 'runs.db');
});
afterEach(() => {
  for (const table of open.splice(0)) table.close();
  rmSync(folder, { recursive: true, force: true });
});
const kept = <T extends { close(): void }>(table: T): T => {
  open.push(table);
  return table;
};

const at = '2026-01-01T00:00:00.000Z';
const key = (n: number): string => n.toString(16).padStart(64, '0');
const outcome = (digest: string): RunOutcome => ({
  digest,
  steps: 3,
  agents: 2,
  root: null,
  outcomes: { recall: 0.5, fpr: null },
  seconds: 1.5,
  timing: { setup_s: 0.5, run_s: 1, stages: { detect: 0.7 } },
  peakMb: 80,
});
const failure = { reason: 'error', message: 'it broke', trace: 'at x' } as const;

/** `designs` × `replications`; the last design is the same as the first, run for run. */
function content(designs: number, replications: number, attempts = 3): SweepContent {
  const members: SweepMember[] = [];
  for (let design = 0; design < designs; design++)
    for (let replication = 0; replication < replications; replication++) {
      const own = design === designs - 1 && designs > 1 ? 0 : design;
      members.push({
        design,
        replication,
        seed: replication === 0 ? 'root' : replication,
        key: key(own * replications + replication),
      });
    }
  return {
    name: 'try',
    attempts,
    designs: Array.from({ length: designs }, (_, index) => ({
      index,
      label: `n=${index}`,
      values: { n: index },
      scenario: { nodes: index },
    })),
    members,
  };
}

describe('a run table', () => {
  it('holds each run once, with the members that come to it, in order', () => {
    const table = kept(RunTable.create(file, content(3, 2)));
    expect([...table.runs()].map((run) => [run.key, run.design, run.replication, run.seed])).toEqual([
      [key(0), 0, 0, 'root'],
      [key(1), 0, 1, 1],
      [key(2), 1, 0, 'root'],
      [key(3), 1, 1, 1],
    ]);
    expect(table.members(key(1))).toEqual([
      { design: 0, replication: 1, seed: 1, key: key(1) },
      { design: 2, replication: 1, seed: 1, key: key(1) },
    ]);
    expect(table.design(2)).toEqual({ index: 2, label: 'n=2', values: { n: 2 } });
    expect(table.scenario(2)).toEqual({ nodes: 2 });
    expect([...table.designs()].map(({ index }) => index)).toEqual([0, 1, 2]);
    expect([...table.runs({ design: 1, state: 'pending' })]).toHaveLength(2);
    expect(table.counts()).toEqual({ pending: 4, running: 0, succeeded: 0, failed: 0, aborted: 0 });
  });

  it('is made once, and only in a file of its own', () => {
    kept(RunTable.create(file, content(1, 1)));
    expect(() => RunTable.create(file, content(1, 1))).toThrow('There is a run table already.');
    expect(() => RunReader.open(join(folder, 'no.db'))).toThrow('There is no run table.');
    writeFileSync(join(folder, 'text.db'), 'no database, but long enough to be looked at as one'.repeat(100));
    expect(() => RunReader.open(join(folder, 'text.db'))).toThrow('file is not a database');
  });

  it('is made whole or not at all', () => {
    const broken = { ...content(1, 1), members: [{ design: 7, replication: 0, seed: 1, key: key(0) }] };
    expect(() => RunTable.create(file, broken)).toThrow('FOREIGN KEY');
    expect(kept(RunTable.create(file, content(1, 1))).counts().pending).toBe(1);
  });

  it('tells a watcher on another connection that something changed', () => {
    const table = kept(RunTable.create(file, content(1, 2)));
    const reader = kept(RunReader.open(file));
    const before = reader.version;
    expect(reader.version).toBe(before);
    table.claim('s1', 1);
    expect(reader.version).not.toBe(before);
    expect(() => reader.all("UPDATE run SET state = 'failed' RETURNING id")).toThrow('readonly');
  });

  it('keeps requests of other processes until they are answered', () => {
    const driver = kept(RunTable.create(file, content(1, 1)));
    const other = kept(RunTable.open(file));
    other.request('drain', 'process 7', at);
    other.request('cancel', 'process 8', at);
    expect(driver.requests().map(({ kind, by }) => [kind, by])).toEqual([
      ['drain', 'process 7'],
      ['cancel', 'process 8'],
    ]);
    driver.answered(driver.requests()[0]!.id, at);
    expect(driver.requests().map(({ kind }) => kind)).toEqual(['cancel']);
  });
});

describe('runs of a shard', () => {
  const begin = (table: RunTable, n: number, attempt = 1) =>
    table.began({ key: key(n), attempt, at }, 's1', 'host');

  it('are claimed in order, and by one shard only', () => {
    const table = kept(RunTable.create(file, content(1, 5)));
    expect(table.claim('s1', 2).map((run) => run.key)).toEqual([key(0), key(1)]);
    expect(table.claim('s2', 9).map((run) => run.key)).toEqual([key(2), key(3), key(4)]);
    expect(table.claim('s3', 9)).toEqual([]);
    expect(table.holders()).toEqual(['s1', 's2']);
    expect(table.counts().pending).toBe(5);
  });

  it('succeed once, with all that is known of them', () => {
    const table = kept(RunTable.create(file, content(1, 1)));
    table.claim('s1', 1);
    expect(begin(table, 0)).toMatchObject({ counted: true, state: 'running', attempts: 1 });
    expect(table.succeeded({ key: key(0), attempt: 1, at }, 's1', outcome('aa'))).toMatchObject({
      counted: true,
      state: 'succeeded',
    });
    expect(table.run(key(0))).toMatchObject({
      state: 'succeeded',
      attempts: 1,
      shard: 's1',
      host: 'host',
      started: at,
      ended: at,
      outcome: outcome('aa'),
      failure: null,
    });
  });

  it('a second result counts for nothing where it is equal, and is a loud error where it is not', () => {
    const table = kept(RunTable.create(file, content(1, 1)));
    table.succeeded({ key: key(0), attempt: 1, at }, 's1', outcome('aa'));
    expect(table.succeeded({ key: key(0), attempt: 2, at }, 's2', outcome('aa')).counted).toBe(false);
    expect(() => table.succeeded({ key: key(0), attempt: 2, at }, 's2', outcome('bb'))).toThrow(
      new RegExp(`${key(0)} came out twice, and not the same: aa .* bb`),
    );
    expect(begin(table, 0, 2).state).toBe('succeeded');
    expect(table.failed({ key: key(0), attempt: 2, at }, failure).state).toBe('succeeded');
  });

  it('fail for good after as many attempts as are allowed, and may be retried as often again', () => {
    const table = kept(RunTable.create(file, content(1, 1, 2)));
    const attempt = (n: number) => {
      begin(table, 0, n);
      return table.failed({ key: key(0), attempt: n, at }, failure).state;
    };
    expect([attempt(1), attempt(2)]).toEqual(['pending', 'failed']);
    expect(table.run(key(0))!.failure).toEqual(failure);
    expect(table.retry('failed')).toBe(1);
    expect([attempt(3), attempt(4)]).toEqual(['pending', 'failed']);
    expect(table.run(key(0))!.attempts).toBe(4);
  });

  it('what an attempt says after it was given up means nothing, but that it succeeded', () => {
    const table = kept(RunTable.create(file, content(1, 1)));
    table.claim('s1', 1);
    begin(table, 0);
    table.lost('s1', at, 'its process was killed', '');
    table.claim('s2', 1);
    expect(table.failed({ key: key(0), attempt: 1, at }, failure).counted).toBe(false);
    begin(table, 0, 2);
    expect(table.failed({ key: key(0), attempt: 1, at }, failure)).toMatchObject({
      counted: false,
      state: 'running',
    });
    expect(table.drained({ key: key(0), attempt: 1, at }).counted).toBe(false);
    expect(table.succeeded({ key: key(0), attempt: 1, at }, 's1', outcome('aa')).state).toBe('succeeded');
  });

  it('are pending again when their shard is lost: the one that ran has one attempt less', () => {
    const table = kept(RunTable.create(file, content(1, 3, 2)));
    for (let times = 1; times <= 2; times++) {
      table.claim('s1', 2);
      begin(table, 0, times);
      table.lost('s1', at, 'killed', 'the end of its log');
    }
    expect([...table.runs()].map(({ state, attempts }) => [state, attempts])).toEqual([
      ['failed', 2],
      ['pending', 0],
      ['pending', 0],
    ]);
    expect(table.run(key(0))!.failure).toEqual({
      reason: 'lost',
      message: 'killed',
      trace: 'the end of its log',
    });
  });

  it('a shard that dies before it begins a run costs its first an attempt: no death goes on for ever', () => {
    const table = kept(RunTable.create(file, content(1, 2, 1)));
    for (let left = 2; left > 0; left--) {
      expect(table.claim('s', 5)).toHaveLength(left);
      table.lost('s', at, 'killed', '');
    }
    expect(table.counts().failed).toBe(2);
  });

  it('are released without blame: drained, or when who drove the sweep died', () => {
    const table = kept(RunTable.create(file, content(1, 2, 1)));
    for (let times = 1; times <= 5; times++) {
      table.claim('s1', 2);
      begin(table, 0, times);
      if (times % 2 === 0) table.drained({ key: key(0), attempt: times, at });
      expect(table.release(table.holders())).toBe(times % 2 === 0 ? 1 : 2);
    }
    expect([...table.runs()].map(({ state, attempts }) => [state, attempts])).toEqual([
      ['pending', 5],
      ['pending', 0],
    ]);
  });

  it('are aborted where they have not ended; with those that run only when that is asked for', () => {
    const table = kept(RunTable.create(file, content(1, 3)));
    table.claim('s1', 2);
    begin(table, 0);
    expect(table.abort(at)).toBe(2);
    expect(table.counts()).toMatchObject({ running: 1, aborted: 2 });
    expect(table.abort(at, { running: true })).toBe(1);
    expect(table.began({ key: key(1), attempt: 1, at }, 's1', 'host').state).toBe('aborted');
    expect(table.retry('aborted')).toBe(3);
    expect(table.counts().pending).toBe(3);
  });
});

/** What may happen to a run table; `about` picks a run, or says how many are claimed. */
const HAPPENINGS = [
  'claim',
  'began',
  'succeeded',
  'failed',
  'drained',
  'lost',
  'release',
  'retry',
  'reopen',
] as const;
type Happening = (typeof HAPPENINGS)[number];

/** A run as a plain model knows it: `left` attempts before it has failed. */
interface Plain {
  state: string;
  attempts: number;
  left: number;
}

const held = (runs: readonly Plain[]) =>
  runs.filter(({ state }) => state === 'claimed' || state === 'running');
function fail(run: Plain): void {
  run.left--;
  run.state = run.left > 0 ? 'pending' : 'failed';
}

/** What becomes of the runs. */
const PLAIN: Readonly<Record<Happening, (runs: readonly Plain[], about: number) => void>> = {
  claim: (runs, count) => {
    for (const run of runs.filter(({ state }) => state === 'pending').slice(0, count)) run.state = 'claimed';
  },
  began: (runs, n) => {
    runs[n]!.state = 'running';
    runs[n]!.attempts++;
  },
  succeeded: (runs, n) => {
    runs[n]!.state = 'succeeded';
  },
  failed: (runs, n) => fail(runs[n]!),
  drained: (runs, n) => {
    runs[n]!.state = 'pending';
  },
  lost: (runs) => {
    const all = held(runs);
    const running = all.filter(({ state }) => state === 'running');
    for (const run of all) run.state = 'pending';
    for (const run of running) fail(run);
    if (running.length > 0 || all.length === 0) return;
    all[0]!.attempts++;
    fail(all[0]!);
  },
  release: (runs) => {
    for (const run of held(runs)) run.state = 'pending';
  },
  retry: (runs) => {
    for (const run of runs) if (run.state === 'failed') Object.assign(run, { state: 'pending', left: 2 });
  },
  reopen: () => undefined,
};

/** Whether it can happen to a run in this state. */
const NEEDS: Partial<Record<Happening, string>> = {
  began: 'claimed',
  succeeded: 'running',
  failed: 'running',
  drained: 'running',
};

it('follows a plain model through whatever happens', () => {
  const happenings = fc.array(fc.tuple(fc.constantFrom(...HAPPENINGS), fc.integer({ min: 0, max: 3 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(happenings, (all) => {
      rmSync(file, { force: true });
      let table = RunTable.create(file, content(1, 4, 2));
      const runs: Plain[] = Array.from({ length: 4 }, () => ({ state: 'pending', attempts: 0, left: 2 }));
      const real: Readonly<Record<Happening, (n: number, attempt: number) => unknown>> = {
        claim: (count) => table.claim('s', count),
        began: (n, attempt) => table.began({ key: key(n), attempt: attempt + 1, at }, 's', 'h'),
        succeeded: (n, attempt) => table.succeeded({ key: key(n), attempt, at }, 's', outcome('aa')),
        failed: (n, attempt) => table.failed({ key: key(n), attempt, at }, failure),
        drained: (n, attempt) => table.drained({ key: key(n), attempt, at }),
        lost: () => table.lost('s', at, 'killed', ''),
        release: () => table.release(['s']),
        retry: () => table.retry('failed'),
        reopen: () => {
          table.close();
          table = RunTable.open(file);
        },
      };
      try {
        for (const [what, about] of all) {
          const { state, attempts } = runs[about]!;
          if ((NEEDS[what] ?? state) !== state) continue;
          real[what](about, attempts);
          PLAIN[what](runs, about);
          const expected = runs.map((run) => [run.state === 'claimed' ? 'pending' : run.state, run.attempts]);
          expect([...table.runs()].map((run) => [run.state, run.attempts])).toEqual(expected);
          for (const [named, count] of Object.entries(table.counts()))
            expect(count).toBe(expected.filter(([own]) => own === named).length);
        }
      } finally {
        table.close();
      }
    }),
    { numRuns: 40 },
  );
});

it('100,000 runs: each is found, claimed and counted', () => {
  const table = kept(RunTable.create(file, content(1000, 101)));
  expect(table.counts().pending).toBe(999 * 101);
  expect(table.claim('s1', 2000)).toHaveLength(2000);
  let last = '';
  let runs = 0;
  for (const { key, design, replication } of table.runs({ state: 'pending' })) {
    last = `${design}/${replication} ${key}`;
    runs++;
  }
  expect([runs, last]).toEqual([999 * 101, `998/100 ${key(998 * 101 + 100)}`]);
  const plan = table.all<{ detail: string }>(
    'EXPLAIN QUERY PLAN SELECT state, count(*) FROM run GROUP BY state',
  );
  expect(plan.map(({ detail }) => detail)).toEqual(['SCAN run USING COVERING INDEX run_state']);
});
