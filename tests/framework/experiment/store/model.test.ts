import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunTable } from '../../../../framework/experiment/store/index.js';
import { at, content, failure, key, outcome, TableFolder } from './support.js';

const folder = new TableFolder();

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
      rmSync(folder.file, { force: true });
      let table = RunTable.create(folder.file, content(1, 4, 2));
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
          table = RunTable.open(folder.file);
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
