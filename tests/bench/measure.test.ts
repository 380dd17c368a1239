import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figures, measure, type Sample } from '../../bench/measure.js';
import { summarise, table } from '../../bench/results.js';
import { root } from '../../bench/root.js';

test('figures are the median and the quartiles', () => {
  expect(figures([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
  expect(figures([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
  expect(figures([7])).toEqual({ median: 7, low: 7, high: 7 });
});

test('sides take turns, each prepared and finished, and the first round is not kept', async () => {
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
  const samples = await measure('bench', of, { rounds: 2, threads: 1 });
  expect(calls).toEqual(Array(3).fill(['+A', 'A', '-A', '+B', 'B', '-B']).flat());
  expect(samples.map(({ side: name, round }) => [name, round])).toEqual([
    ['A', 0],
    ['B', 0],
    ['A', 1],
    ['B', 1],
  ]);
  const lines = summarise(samples);
  expect(lines.map(({ side: name, ratio, cpu_rate }) => [name, ratio, cpu_rate])).toEqual([
    ['A', 1, 4],
    ['B', 3, 12],
  ]);
  expect(table(lines).split('\n')).toHaveLength(3);
});

test('ratios are of wall time where a side does not know its processor time', () => {
  const sample = (side: string, wall: number, work: number): Sample => ({
    bench: 'b',
    case: 'c',
    side,
    round: 0,
    unit: 'steps',
    work,
    wall,
  });
  const [, second] = summarise([sample('peer', 2, 8), { ...sample('own', 4, 160), cpu: 1 }]);
  expect(second!.ratio).toBe(10);
});

test('the command lists its benches and refuses one that there is not', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'dist', 'bench', 'main.js'), ...args], { encoding: 'utf8' });
  const listed = bench('--list');
  expect(listed.status).toBe(0);
  for (const name of ['forest-fit', 'limit', 'peer', 'growth']) expect(listed.stdout).toContain(name);
  const refused = bench('forest-fitt');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/no bench forest-fitt; choose from forest-fit, /);
  expect(bench('tally', '--rounds', '0').status).toBe(2);
});
