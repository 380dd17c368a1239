import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { catalogue } from '../../bench/catalogue.js';
import { implementations } from '../../bench/implementations.js';
import { groupsOf, restorer } from '../../bench/jobs.js';
import { type Clock, figures, measure, type Sample, Unable } from '../../bench/measure.js';
import { summarise, table } from '../../bench/results.js';
import { root } from '../../bench/root.js';
import { reference } from '../../kernels/index.js';

test('figures are the median and the quartiles', () => {
  expect(figures([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
  expect(figures([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
  expect(figures([7])).toEqual({ median: 7, low: 7, high: 7 });
});

test('sides take turns, each prepared and finished, and the warm-up is not kept', async () => {
  const calls: string[] = [];
  const side = (name: string, wall: number) => ({
    name,
    prepare: () => void calls.push(`+${name}`),
    work: {
      async ask() {
        calls.push(name);
        return { wall, cpu: wall };
      },
    },
    finish: () => void calls.push(`-${name}`),
  });
  const of = { name: 'case', unit: 'things', work: 12, sides: [side('A', 3), side('B', 1)] };
  const samples = await measure('bench', of, { rounds: 2 });
  expect(calls).toEqual(Array(3).fill(['+A', 'A', '-A', '+B', 'B', '-B']).flat());
  expect(samples.map(({ side: name, round }) => [name, round])).toEqual([
    ['A', 0],
    ['B', 0],
    ['A', 1],
    ['B', 1],
  ]);
  const lines = summarise(samples);
  expect(lines.map(({ side: name, ratio, rate, each_ms }) => [name, ratio, rate, each_ms])).toEqual([
    ['A', 1, 4, 250],
    ['B', 3, 12, 1000 / 12],
  ]);
  expect(table(lines).split('\n')).toHaveLength(3);
});

test('a side that can not do its work here is left out', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const able = { name: 'A', work: { ask: async () => ({ wall: 1 }) } };
  const unable = { name: 'B', work: { ask: () => Promise.reject(new Unable('B has no room')) } };
  const of = { name: 'case', unit: 'things', work: 1, sides: [able, unable] };
  const samples = await measure('bench', of, { rounds: 2 });
  expect(samples.map(({ side }) => side)).toEqual(['A', 'A']);
  expect(told.mock.calls).toEqual([['bench: left out: B has no room']]);
  told.mockRestore();
});

const sample = (side: string, wall: number, work: number): Sample => ({
  bench: 'b',
  case: 'c',
  side,
  round: 0,
  unit: 'steps',
  work,
  wall,
});

test('rates are of wall time where a side does not know its processor time', () => {
  const lines = summarise([sample('peer', 2, 8), { ...sample('own', 4, 160), cpu: 1 }]);
  expect(lines.map(({ by, rate, ratio }) => [by, rate, ratio])).toEqual([
    ['wall', 4, 1],
    ['wall', 40, 10],
  ]);
});

test('rates are of processor time, which two threads do not save, unless the case says otherwise', async () => {
  const side = (name: string, wall: number) => ({ name, work: { ask: async () => ({ wall, cpu: 4 }) } });
  const of = { name: 'case', unit: 'forests', work: 8, sides: [side('1 thread', 4), side('2 threads', 2)] };
  const ratioBy = async (by: { by?: Clock }) => {
    const [, second] = summarise(await measure('bench', { ...of, ...by }, { rounds: 1 }));
    return [second!.by, second!.ratio];
  };
  expect(await ratioBy({})).toEqual(['cpu', 1]);
  expect(await ratioBy({ by: 'wall' })).toEqual(['wall', 2]);
});

test('every kernel has a bench', () => {
  const kernels = Object.keys(reference).map((name) => name.replace(/[A-Z]/g, (x) => `-${x.toLowerCase()}`));
  expect(catalogue.map(({ name }) => name)).toEqual(expect.arrayContaining(kernels));
});

test('a kernel that changes its columns finds them as they were in every round', async () => {
  const window = {
    capacity: 4,
    features: 1,
    rows: new Uint16Array(4),
    counts: Uint32Array.of(3),
    heads: Uint32Array.of(3),
  };
  const job = { window, records: Uint16Array.of(7, 8), groups: groupsOf(1, 2) };
  const found: number[][] = [];
  const { rows, counts, heads } = window;
  const reset = restorer(rows, counts, heads);
  const all = await implementations('windowAppend', job, { threads: 1 }, reset);
  const sides = all.map((side) => ({
    ...side,
    work: async () => {
      found.push([...rows, ...counts, ...heads]);
      await (typeof side.work === 'function' ? side.work() : side.work.ask());
      expect([...counts]).toEqual([4]);
    },
  }));
  await measure('bench', { name: 'case', unit: 'records', work: 2, sides }, { rounds: 2 });
  expect(found.length).toBeGreaterThanOrEqual(3);
  expect(new Set(found.map(String))).toEqual(new Set(['0,0,0,0,3,3']));
});

test('the command lists its benches and refuses one that there is not', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'dist', 'bench', 'main.js'), ...args], { encoding: 'utf8' });
  const listed = bench('--list');
  expect(listed.status).toBe(0);
  for (const name of ['forest-fit', 'limit', 'peer', 'growth']) expect(listed.stdout).toContain(name);
  const refused = bench('forest-fitt');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/no bench forest-fitt; choose from .*forest-fit, /);
  expect(bench('tally', '--rounds', '0').status).toBe(2);
});
