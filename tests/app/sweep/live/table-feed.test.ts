import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { type Around, TableFeed } from '../../../../app/sweep/live/table-feed.js';
import { CELL_STATES, type CellState, type SweepShape } from '../../../../app/tui/sweep-protocol.js';
import { RunReader, RunTable, type SweepContent } from '../../../../framework/experiment/store/index.js';
import { at, keyOf, outcomeOf, SweepFolder, sweepOf } from '../sweep.js';

let folders: SweepFolder[] = [];
let tables: RunReader[] = [];
afterEach(() => {
  for (const table of tables) table.close();
  for (const folder of folders) folder.remove();
  [folders, tables] = [[], []];
});

const DESIGNS = 3;
const REPLICATIONS = 4;
const RUNS = DESIGNS * REPLICATIONS;

const AROUND: Around = { at: 'work', engine: 'local', slots: 2, elapsed: 1 };

/** A table, and a feed that reads it over a connection of its own, with the cells that it has told of. */
function opened(
  content: SweepContent = sweepOf([{ x: 0 }, { x: 1 }, { x: 2 }], REPLICATIONS),
  around: Around = AROUND,
) {
  const folder = new SweepFolder();
  folders.push(folder);
  const path = join(folder.path, 'runs.db');
  const table = RunTable.create(path, content);
  const reader = RunReader.open(path);
  tables.push(table, reader);
  const shape: SweepShape = {
    type: 'sweep',
    name: 'tried',
    folder: folder.path,
    drives: true,
    labels: [...content.designs].map(({ label }) => label),
    replications: REPLICATIONS,
  };
  const feed = new TableFeed(reader, shape, () => around);
  const cells = new Uint8Array(RUNS);
  const take = () => {
    const told = feed.take();
    told.cells.forEach((cell, k) => {
      cells[cell] = told.states[k]!;
    });
    return told;
  };
  return { table, reader, feed, take, states: () => Array.from(cells, (state) => CELL_STATES[state]!) };
}

/** What a cell must show of a run, by what is known of it. */
function expected(table: RunTable, cell: number): CellState {
  const { state, failure } = table.run(keyOf(cell))!;
  if (state === 'succeeded') return failure === null ? 'done' : 'retried';
  if (state === 'pending') return failure === null ? 'pending' : 'again';
  return state;
}

/** What may happen to a sweep; what a run is not in the state for is left out. */
const happenings = fc.array(
  fc.tuple(
    fc.constantFrom('claim', 'began', 'succeeded', 'failed', 'drained', 'lost', 'retry', 'abort', 'look'),
    fc.nat({ max: RUNS - 1 }),
  ),
  { maxLength: 60 },
);

function happens(table: RunTable, what: string, n: number): void {
  const key = keyOf(n);
  const { state, attempts } = table.run(key)!;
  const about = { key, at };
  if (what === 'claim') table.claim(`s${n}`, 1 + (n % 3));
  if (what === 'began' && state === 'pending')
    table.began({ ...about, attempt: attempts + 1 }, `s${n}`, 'host');
  if (state === 'running') {
    const attempt = { ...about, attempt: attempts };
    if (what === 'succeeded') table.succeeded(attempt, `s${n}`, outcomeOf(n));
    if (what === 'failed') table.failed(attempt, { reason: 'error', message: 'it broke', trace: '' });
    if (what === 'drained') table.drained(attempt);
  }
  if (what === 'lost') table.lost(`s${n}`, at, 'gone', '');
  if (what === 'retry') table.retry('failed');
  if (what === 'abort' && n === 0) table.abort(at);
}

test('what was told adds up to what the table holds, whenever it was looked at', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const { table, take, states } = opened();
      for (const [what, n] of all) {
        if (what === 'look') take();
        else happens(table, what, n);
      }
      const { phase } = take();
      const now = Array.from({ length: RUNS }, (_, cell) => expected(table, cell));
      // A run that failed and waits again between two looks is seen when it goes on.
      const seen = (state: CellState) => (state === 'again' ? 'pending' : state);
      expect(states().map(seen)).toEqual(now.map(seen));
      const open = now.some((state) => state === 'pending' || state === 'running' || state === 'again');
      expect(phase).toBe(open ? 'running' : 'finished');
    }),
    { numRuns: 40 },
  );
});

test('outcomes are told once a run, and the time left from what runs of a design took', () => {
  const { table, take } = opened();
  expect(take().left).toBeUndefined();
  for (const n of [0, 1, 4]) {
    table.began({ key: keyOf(n), attempt: 1, at }, 's', 'host');
    table.succeeded({ key: keyOf(n), attempt: 1, at }, 's', { ...outcomeOf(n), seconds: n === 4 ? 10 : 2 });
  }
  table.began({ key: keyOf(5), attempt: 1, at }, 's', 'host');
  const { left, figures, outcomes } = take();
  expect(outcomes).toEqual(['recall']);
  expect([...figures.designs]).toEqual([0, 1]);
  expect([...figures.counts]).toEqual([2, 1]);
  expect([...figures.means]).toEqual([1 / 16, 4 / 8]);
  // Two of design 0, two and a half of design 1, and four of the last at the mean of all; two at once.
  expect(left).toBeCloseTo((2 * 2 + 2.5 * 10 + 4 * (14 / 3)) / 2, 9);
  expect([...take().figures.designs]).toEqual([]);
});

test('where slots are not known, the time left is told by as many runs as were at work at once', () => {
  const { table, take } = opened(undefined, { ...AROUND, engine: 'ray', slots: undefined });
  expect(take().left).toBeUndefined();
  for (const n of [0, 1, 2]) table.began({ key: keyOf(n), attempt: 1, at }, 's', 'host');
  expect(take().left).toBeUndefined();
  for (const n of [0, 1, 2])
    table.succeeded({ key: keyOf(n), attempt: 1, at }, 's', { ...outcomeOf(n), seconds: 2 });
  // Nine wait, of two seconds each, and for a moment none is at work.
  expect(take().left).toBeCloseTo((9 * 2) / 3, 9);
});

test('nobody knows how long a sweep takes that nobody drives', () => {
  const { table, take } = opened(undefined, { ...AROUND, at: 'nothing', slots: undefined });
  table.began({ key: keyOf(0), attempt: 1, at }, 's', 'host');
  take();
  table.succeeded({ key: keyOf(0), attempt: 1, at }, 's', outcomeOf(0));
  expect(take().left).toBeUndefined();
});

test('failures are told with their run, also one that is being tried again already', () => {
  const { table, take, feed, states } = opened();
  const began = (attempt: number) => table.began({ key: keyOf(6), attempt, at }, 's', 'host');
  const failed = (attempt: number) =>
    table.failed(
      { key: keyOf(6), attempt, at },
      { reason: 'time', message: 'too long', trace: 'at x\nat y\n' },
    );
  began(1);
  take();
  failed(1);
  began(2);
  const told = { cell: 6, seed: 102, reason: 'time', message: 'too long' };
  expect(take().failures).toEqual([{ ...told, attempts: 2 }]);
  expect(states()[6]).toBe('running');
  failed(2);
  take();
  expect(states()[6]).toBe('again');
  began(3);
  failed(3);
  expect(take().failures).toEqual([{ ...told, attempts: 3 }]);
  expect(states()[6]).toBe('failed');
  const { facts, trace } = feed.details(6);
  expect(trace).toEqual(['at x', 'at y']);
  expect(facts.map(({ title }) => title)).toEqual(['Run', 'Parameters of its design', 'Last failure']);
});

test('a run that several designs come to is in the cells of all', () => {
  const content = sweepOf([{ x: 0 }, { x: 1 }, { x: 2 }], REPLICATIONS);
  const members = [...content.members].map((member, n) => (n === 5 ? { ...member, key: keyOf(1) } : member));
  const { table, take, states, feed } = opened({ ...content, members });
  table.began({ key: keyOf(1), attempt: 1, at }, 's', 'host');
  take();
  expect(states().flatMap((state, cell) => (state === 'running' ? [cell] : []))).toEqual([1, 5]);
  expect([feed.isRunning(1), feed.isRunning(5), feed.isRunning(0)]).toEqual([true, true, false]);
  expect(feed.keyOf(5)).toBe(keyOf(1));
});

test('a run that a shard has and has not begun waits, as before', () => {
  const { take, table } = opened();
  expect(take().cells).toHaveLength(0);
  table.claim('s', 2);
  expect(take().cells).toHaveLength(0);
});

test('a feed prepares nothing anew with each look: a connection keeps its statements', () => {
  const { table, take, reader } = opened();
  take();
  const prepare = vi.spyOn(reader.db, 'prepare');
  for (let n = 0; n < RUNS; n++) {
    table.began({ key: keyOf(n), attempt: 1, at }, 's1', 'here');
    take();
  }
  expect(prepare.mock.calls.map(([sql]) => sql)).toEqual([
    'SELECT attempts, seed, outcome, failure FROM run WHERE id = ?',
  ]);
});
