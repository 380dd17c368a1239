import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sweepPaths } from '../../app/sweep/folder.js';
import { OutboxWriter } from '../../app/sweep/outbox/index.js';
import { querySweep, Results } from '../../app/sweep/results/index.js';
import { keyOf, outcomeOf, SweepFolder, sweepOf } from '../app/sweep/sweep.js';

const RUNS = 10_000;
const ROWS = 100;
const COLUMNS = 19;

/** Takes in an outbox, and tells the most resident memory of its process in MB. */
const program = `
  import { Results } from ${JSON.stringify(new URL('../../dist/app/sweep/results/index.js', import.meta.url))};
  const results = Results.open(process.argv[1]);
  results.take('s1');
  results.close();
  console.log(process.resourceUsage().maxRSS / 1024);
`;

test('10,000 runs of 100 rows are taken in within 250 MB, and a query over them groups a million rows', async () => {
  const folder = new SweepFolder();
  try {
    const designs = Array.from({ length: 100 }, (_, n) => ({ n }));
    Results.create(folder.path, sweepOf(designs, RUNS / designs.length)).close();
    const writer = new OutboxWriter(sweepPaths(folder.path).outbox('s1'));
    const steps = Array.from({ length: ROWS }, (_, step) => step);
    const names = Array.from({ length: COLUMNS }, (_, k) => `column_${k}`);
    const types = Object.fromEntries(
      ['step', ...names].map((name) => [name, name === 'step' ? 'integer' : 'number'] as const),
    );
    for (let n = 0; n < RUNS; n++) {
      const subject = { key: keyOf(n), attempt: 1 };
      const columns = Object.fromEntries(
        names.map((name, k) => [
          name,
          steps.map((step) => (k % 2 === 0 ? (n * step * k) % 1000 : Math.sin(n * k + step))),
        ]),
      );
      writer.began(subject);
      writer.rows(subject, { table: 'model', types, columns: { step: steps, ...columns } });
      writer.succeeded(subject, outcomeOf(n));
    }
    writer.close();
    const node = spawnSync(process.execPath, ['--input-type=module', '-e', program, folder.path], {
      encoding: 'utf8',
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    });
    expect(node.stderr).toBe('');
    expect(Number(node.stdout)).toBeGreaterThan(50);
    expect(Number(node.stdout)).toBeLessThan(250);
    const answer = await querySweep(
      folder.path,
      'SELECT n, count(*), avg(column_2) FROM model JOIN runs USING (key) GROUP BY n ORDER BY n',
    );
    const rows = [];
    for await (const row of answer.rows()) rows.push(row);
    answer.close();
    expect(rows.map(([n, count]) => [n, count])).toEqual(
      designs.map(({ n }) => [n, (RUNS / designs.length) * ROWS]),
    );
  } finally {
    folder.remove();
  }
});
