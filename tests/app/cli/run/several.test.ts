import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { starling } from '../../starling.js';
import { KEYS, workplace } from './support.js';

const { tiny, cwd, run, read } = workplace();

describe('several runs', () => {
  test('arms and replications: means, intervals, one digest, a folder each', async () => {
    const { out, code } = await run(
      tiny,
      '--json',
      '--out',
      'many',
      '--arms',
      'centralised,none',
      '--replications',
      '2',
    );
    expect(code).toBe(0);
    const json = JSON.parse(out);
    expect(Object.keys(json)).toEqual([...KEYS, 'arms', 'replications']);
    expect(Object.keys(json.arms)).toEqual(['none', 'centralised']);
    expect(Object.keys(json.arms.none)).toEqual([
      'precision',
      'recall',
      'f1',
      'auroc',
      'fpr',
      'time_to_protection',
      'censored',
    ]);
    expect(json.arms.none.fpr).toEqual({
      mean: expect.any(Number),
      low: expect.any(Number),
      high: expect.any(Number),
    });
    expect(json.replications).toHaveLength(2);
    expect(json.replications[0]).toEqual({
      seed: 5,
      digest: expect.any(String),
      seconds: expect.any(Number),
    });
    const digests = ['none', 'centralised'].flatMap((arm) =>
      [1, 2].map((n) => read('many', arm, `replication-${n}`, 'manifest.json').digest),
    );
    expect(json.digest).toBe(createHash('sha256').update(JSON.stringify(digests)).digest('hex'));
    expect(read('many', 'manifest.json')).toMatchObject({
      state: 'finished',
      digest: json.digest,
      ledger: null,
    });
    expect(read('many', 'none', 'replication-2', 'manifest.json')).toMatchObject({
      arm: 'none',
      seed: json.replications[1].seed,
      scenario: { sharing: 'none', replications: 1 },
    });
    expect(existsSync(join(cwd, 'many', 'none', 'replication-1', 'ledger.db'))).toBe(true);
    const { out: inspected } = await starling(['inspect', 'many'], { cwd });
    expect(inspected).toContain('seed 5');
    expect(inspected).toMatch(/^none +\d/m);
    expect(inspected).toContain('Means with 95 % intervals');
  });

  test('the summary sets the arms side by side', async () => {
    const { out } = await run(tiny, '--steps', '2', '--arms', 'none,decentralised');
    expect(out).toMatch(/^arm +recall +FPR +AUROC +steps to protect\nnone +[^\n]*\n +\[/m);
    expect(out).toContain('2 of 2 runs');
  });

  test('several files make an array, and share no folder', async () => {
    const { out } = await run(tiny, tiny, '--json', '--steps', '1');
    const answers = JSON.parse(out);
    expect(answers).toHaveLength(2);
    expect(answers[0].digest).toBe(answers[1].digest);
    expect(answers[0].ledger.path).not.toBe(answers[1].ledger.path);
    expect((await run(tiny, tiny, '--out', 'both')).code).toBe(Exit.usage);
  });

  test('one DATABASE_PATH serves one run only', async () => {
    const env = { DATABASE_PATH: join(cwd, 'elsewhere.db') };
    const words = ['run', tiny, '--device', 'cpu', '--json', '--steps', '1'];
    const { out } = await starling([...words, '--out', 'kept-elsewhere'], { cwd, env });
    expect(JSON.parse(out).ledger.path).toBe(env.DATABASE_PATH);
    const verified = await starling(['ledger', 'verify', 'kept-elsewhere', '--json'], { cwd });
    const { path, rows, root } = JSON.parse(out).ledger;
    expect(JSON.parse(verified.out)).toMatchObject({ path, ok: true, checkpoint: { rows, root } });
    const many = await starling([...words, '--replications', '2'], { cwd, env });
    expect(many.code).toBe(Exit.usage);
    expect(many.err).toContain('database.path names one ledger');
  });
});
