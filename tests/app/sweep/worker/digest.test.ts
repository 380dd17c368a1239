import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import type { Rows, Succeeded } from '../../../../app/sweep/outbox/record.js';
import type { Assignment, Keep } from '../../../../app/sweep/shard.js';
import { starling, TINY } from '../../starling.js';
import { Bench, resolved } from './support.js';

const bench = new Bench();
afterAll(() => bench.remove());
const { path: cwd } = bench;
bench.write('tiny.yaml', TINY);

/** What `starling run` comes to. */
async function asRun(words: readonly string[], env = {}): Promise<{ readonly [name: string]: unknown }> {
  const { code, out, err } = await starling(['run', ...words, '--json', '--no-tui'], { cwd, env });
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

const ends = (id: string): Succeeded[] =>
  bench.records(id).filter((record): record is Succeeded => record.kind === 'succeeded');

const sent = (id: string): Rows[] =>
  bench.records(id).filter((record): record is Rows => record.kind === 'rows');

const scenario = { kind: 'scenario', folder: cwd } as const;
const designs = { 0: resolved(TINY, { sharing: 'none' }), 3: resolved(TINY) };
const runs = [
  { design: 0, seed: 5 },
  { design: 3, seed: 5 },
];

describe('a run of a shard comes to what `starling run` does', () => {
  test('arm by arm, for the security model, whatever is kept', async () => {
    const arms = await Promise.all([
      asRun(['tiny.yaml', '--set', 'sharing=none', '--out', 'none']),
      asRun(['tiny.yaml', '--out', 'decentralised']),
    ]);
    const digests = arms.map(({ digest }) => digest);
    for (const keep of ['full', 'tables', 'root'] satisfies Keep[]) {
      bench.shard(keep, { subject: scenario, designs, runs, keep });
      expect(await bench.work(keep)).toEqual({ code: 0, signal: null, err: '' });
      expect(
        ends(keep).map(({ outcome }) => outcome.digest),
        keep,
      ).toEqual(digests);
      expect(sent(keep).length, keep).toBe(keep === 'root' ? 0 : 2);
    }
    const [first, second] = ends('root').map(({ outcome }) => outcome);
    expect(second).toMatchObject({ steps: 3, agents: 6 });
    for (const [i, outcome] of [first, second].entries()) {
      const {
        outcome: figures,
        consensus,
        learn,
        ledger,
      } = arms[i] as unknown as {
        outcome: object;
        consensus: object;
        learn: { fits: number };
        ledger: { rows: number; root: string };
      };
      expect(outcome!.root).toBe(ledger.root);
      expect(outcome!.outcomes).toEqual({
        ...figures,
        ...consensus,
        fits: learn.fits,
        ledger_rows: ledger.rows,
        messages: expect.any(Number),
        bytes: expect.any(Number),
      });
    }
    const [rows] = sent('tables');
    expect(rows).toMatchObject({ table: 'model', columns: { step: [0, 1, 2] } });
    expect(rows!.columns).toEqual(sent('full')[0]!.columns);
  });

  test('and a whole folder is one that every command takes', async () => {
    const [{ key }] = ends('full') as [Succeeded];
    const folder = sweepPaths('.').run(key);
    const [inspected, verified, reproduced] = await Promise.all([
      starling(['inspect', folder], { cwd }),
      starling(['ledger', 'verify', folder], { cwd }),
      starling(['reproduce', folder], { cwd }),
    ]);
    expect(inspected.code, inspected.err).toBe(0);
    expect(verified.code, verified.err).toBe(0);
    expect(reproduced.code, reproduced.out + reproduced.err).toBe(0);
    expect(existsSync(sweepPaths(cwd).run(ends('tables')[0]!.key))).toBe(false);
  });

  test('on a capture that lies where the shard says, in place of what an attempt left that was broken off', async () => {
    const data = join(cwd, 'captures');
    mkdirSync(data);
    const rows = Array.from({ length: 400 }, (_, i) => `${i / 4},h${i % 4},${(i * 7919) % 97},${i % 13},0`);
    writeFileSync(join(data, 'flows.csv'), `time,host,bytes,kind,label\n${rows.join('\n')}\n`);
    const text = `name: captured
seed: 2
traffic: { source: csv, file: flows.csv, time: time, host: host, label: label, step: 10, warmUp: 60 }
detector: { trees: 5, subsample: 16, window: 32 }
`;
    bench.write('captured.yaml', text);
    const { digest } = await asRun(['captured.yaml', '--out', 'captured'], { STARLING_DATA: data });
    const captured = {
      subject: scenario,
      designs: { 0: resolved(text) },
      runs: [{ seed: 2 }],
      dataFolder: data,
    };
    for (const keep of ['full', 'tables'] satisfies Keep[]) {
      const id = `captured-${keep}`;
      const [{ key }] = bench.shard(id, { ...captured, keep }).runs as [Assignment];
      mkdirSync(sweepPaths(cwd).run(key), { recursive: true });
      writeFileSync(join(sweepPaths(cwd).run(key), 'ledger.db'), 'left over');
      expect((await bench.work(id)).code).toBe(0);
      expect(ends(id)[0]!.outcome.digest, keep).toBe(digest);
    }
  });

  test('for a model of the library', async () => {
    const { digest } = await asRun(['forest-fire', '--steps', '4', '--seed', '9', '--out', 'fire']);
    for (const keep of ['full', 'root'] satisfies Keep[]) {
      bench.shard(`fire-${keep}`, {
        subject: { kind: 'model', model: 'forest-fire', storage: 'columns' },
        designs: { 0: { steps: 4 } },
        runs: [{ seed: 9 }],
        keep,
      });
      expect((await bench.work(`fire-${keep}`)).code).toBe(0);
      const [{ outcome }] = ends(`fire-${keep}`) as [Succeeded];
      expect(outcome).toMatchObject({ digest, steps: 4, agents: 14_400, root: null });
      expect(Object.keys(outcome.outcomes)).toEqual(['empty', 'trees', 'burning', 'ash', 'struck']);
    }
  });
});
