import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { type Answer, starling, TINY } from '../../starling.js';
import { KEYS, workplace } from './support.js';

const { folder, tiny, cwd, run, read } = workplace();

describe('a single run', () => {
  let answer: Answer;
  beforeAll(async () => {
    answer = await run(tiny, '--json', '--out', 'one');
  });

  test('prints one JSON object with exactly the documented keys, and nothing else', () => {
    expect(answer.code).toBe(0);
    const json = JSON.parse(answer.out);
    expect(Object.keys(json)).toEqual(KEYS);
    expect(json).toMatchObject({ scenario: 'tiny', seed: 5, agents: 6, steps: 3, device: 'cpu' });
    expect(Object.keys(json.timing)).toEqual([
      'setup_s',
      'run_s',
      'steps_per_s',
      'agent_steps_per_s',
      'stages',
    ]);
    expect(Object.keys(json.outcome)).toEqual([
      'precision',
      'recall',
      'f1',
      'auroc',
      'fpr',
      'time_to_protection',
      'censored',
    ]);
    expect(Object.keys(json.consensus)).toEqual([
      'proposed',
      'merged',
      'accepted',
      'rejected',
      'pending',
      'votes',
    ]);
    expect(Object.keys(json.learn)).toEqual(['fits']);
    expect(json.ledger).toMatchObject({
      path: 'one/ledger.db',
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(json.memory.peak_rss_mb).toBeGreaterThan(0);
  });

  test('speaks of its progress on stderr, as lines', () => {
    expect(answer.err).toMatch(/device cpu: .*\nwriting one\nstep 0\/3\n/);
    expect(answer.err).toMatch(/^step 3\/3 {2}[\d.]+ steps\/s\n$/m);
  });

  test('leaves a folder that says what it was', () => {
    expect(readdirSync(join(cwd, 'one')).sort()).toEqual([
      'ledger.db',
      'log.jsonl',
      'manifest.json',
      'model.parquet',
      'report.json',
      'summary.json',
    ]);
    const json = JSON.parse(answer.out);
    expect(read('one', 'manifest.json')).toMatchObject({
      state: 'finished',
      scenario: { name: 'tiny', agents: 6, seed: 5, detector: { trees: 5 } },
      seed: 5,
      versions: { starling: '0.1.0', node: process.version },
      device: { name: 'cpu', kernels: 'auto' },
      started: expect.stringMatching(/^\d{4}-/),
      steps: 3,
      digest: json.digest,
      ledger: json.ledger,
    });
    expect(read('one', 'summary.json')).toMatchObject(json);
    const log = readFileSync(join(cwd, 'one', 'log.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const events = log.map((line) => JSON.parse(line));
    for (const each of events) expect(each).toMatchObject({ run: 'tiny-5', level: expect.any(String) });
    expect(events.map(({ event }) => event)).toEqual([
      'start',
      'begin',
      'step',
      'step',
      'step',
      'run',
      'end',
    ]);
  });

  test('its manifest holds a scenario that repeats it', async () => {
    const again = folder.write('again.yaml', JSON.stringify(read('one', 'manifest.json').scenario));
    const { out } = await run(again, '--json');
    expect(JSON.parse(out).digest).toBe(JSON.parse(answer.out).digest);
  });

  test('ledger verify and inspect read it', async () => {
    expect((await starling(['ledger', 'verify', 'one'], { cwd })).code).toBe(0);
    const { out } = await starling(['inspect', 'one'], { cwd });
    expect(out).toContain('finished after 3 steps');
    expect(out).toContain(JSON.parse(answer.out).digest);
    const { out: json } = await starling(['inspect', 'one', '--json'], { cwd });
    expect(JSON.parse(json)).toMatchObject({
      folder: 'one',
      manifest: { state: 'finished' },
      summary: { scenario: 'tiny' },
      ledger: { steps: 3, rows: JSON.parse(answer.out).ledger.rows },
    });
  });

  test('is not written over', async () => {
    const { code, err, out } = await run(tiny, '--out', 'one');
    expect(code).toBe(Exit.usage);
    expect(err).toContain('starling: one: the folder is not empty');
    expect(out).toBe('');
  });
});

describe('for people', () => {
  test('the summary is on stdout, and the folder is chosen', async () => {
    const { code, out } = await run(tiny, '--steps', '2', '--seed', 'a b/c');
    expect(code).toBe(0);
    expect(out).toContain('tiny: 6 nodes, 2 steps, seed a b/c');
    expect(out).toContain('Kept in runs/tiny-a_b_c-1');
    expect((await run(tiny, '--steps', '1', '--seed', 'a b/c')).out).toContain('Kept in runs/tiny-a_b_c-2');
  });

  test('a seed that nobody gave is shown and stored', async () => {
    const open = folder.write('open.yaml', TINY.replace(/^seed.*\n/m, ''));
    const { out } = await run(open, '--steps', '1', '--out', 'open');
    const { seed } = read('open', 'manifest.json');
    expect(Number.isSafeInteger(seed)).toBe(true);
    expect(out).toContain(`seed ${seed}`);
  });
});
