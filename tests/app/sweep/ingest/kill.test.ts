import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { OutboxWriter } from '../../../../app/sweep/outbox/index.js';
import { exportSweep, Results } from '../../../../app/sweep/results/index.js';
import { keyOf, modelRows, outcomeOf, SweepFolder, sweepOf } from '../sweep.js';

const program = fileURLToPath(new URL('./ingest.mjs', import.meta.url));
const SHARDS = ['s1', 's2'];
const RUNS = 24;

let folder: SweepFolder;
beforeEach(() => {
  folder = new SweepFolder();
});
afterEach(() => folder.remove());

/** A sweep whose shards have ended and were not heard yet. */
function prepare(place: string): void {
  mkdirSync(place);
  Results.create(place, sweepOf([{ n: 1 }, { n: 2 }], RUNS / 2)).close();
  const writers = SHARDS.map((shard) => new OutboxWriter(sweepPaths(place).outbox(shard)));
  for (let n = 0; n < RUNS; n++) {
    const writer = writers[n % 2]!;
    const subject = { key: keyOf(n), attempt: 1 };
    writer.began(subject);
    for (const from of [0, 5, 10]) writer.rows(subject, { table: 'model', ...modelRows(from, from + 5, n) });
    writer.succeeded(subject, outcomeOf(n));
  }
  for (const writer of writers) writer.close();
}

/** Takes in what the shards said in a process of its own, which is killed once it has told so much. @returns whether it ended */
function ingest(place: string, killAfter: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, place, '40', ...SHARDS], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.length >= killAfter) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' || told.endsWith('done\n')
        ? resolve(told.endsWith('done\n'))
        : reject(new Error(told)),
    );
  });
}

async function exported(place: string): Promise<Map<string, string>> {
  const out = join(place, 'out');
  await exportSweep(place, out, 'csv');
  return new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
}

it('what is taken in outlives kill -9 at any moment, and is taken in once', async () => {
  const [calm, killed] = [join(folder.path, 'calm'), join(folder.path, 'killed')];
  prepare(calm);
  cpSync(calm, killed, { recursive: true });
  expect(await ingest(calm, Number.POSITIVE_INFINITY)).toBe(true);
  for (const after of [1, 17, 30, 41]) await ingest(killed, after);
  expect(await ingest(killed, Number.POSITIVE_INFINITY)).toBe(true);
  expect(await exported(killed)).toEqual(await exported(calm));
  const results = Results.open(killed);
  expect(results.runs.counts().succeeded).toBe(RUNS);
  expect(results.runs.all('SELECT name, sum(rows) AS rows FROM part GROUP BY name ORDER BY name')).toEqual([
    { name: 'model', rows: RUNS * 15 },
    { name: 'runs', rows: RUNS },
  ]);
  results.close();
});
