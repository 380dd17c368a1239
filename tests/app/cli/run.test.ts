import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { type Answer, Folder, starling, TINY } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const tiny = folder.write('tiny.yaml', TINY);
const { path: cwd } = folder;
const run = (...words: string[]) => starling(['run', ...words, '--device', 'cpu'], { cwd });

const KEYS = [
  'scenario',
  'seed',
  'agents',
  'steps',
  'device',
  'digest',
  'timing',
  'outcome',
  'consensus',
  'learn',
  'ledger',
  'memory',
];
const read = (...parts: string[]) => JSON.parse(readFileSync(join(cwd, ...parts), 'utf8'));
const without = (line: string, text = TINY) => text.replace(new RegExp(`^${line}.*\n`, 'm'), '');

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
    const open = folder.write('open.yaml', without('seed'));
    const { out } = await run(open, '--steps', '1', '--out', 'open');
    const { seed } = read('open', 'manifest.json');
    expect(Number.isSafeInteger(seed)).toBe(true);
    expect(out).toContain(`seed ${seed}`);
  });
});

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

describe('tables and log', () => {
  test.each([
    ['csv', 'model.csv'],
    ['jsonl', 'model.jsonl'],
    ['sqlite', 'tables.db'],
  ])('collect.format %s', async (format, file) => {
    await run(
      tiny,
      '--steps',
      '1',
      '--out',
      format,
      '--set',
      `collect.format=${format}`,
      '--set',
      'collect.agents=true',
    );
    expect(readdirSync(join(cwd, format))).toContain(file);
  });

  test('LOGGING_FILE takes the log', async () => {
    const env = { LOGGING_FILE: join(cwd, 'logs', 'custom.log'), LOGGING_LEVEL: 'INFO' };
    await starling(['run', tiny, '--device', 'cpu', '--steps', '1', '--out', 'logged'], { cwd, env });
    expect(existsSync(join(cwd, 'logged', 'log.jsonl'))).toBe(false);
    expect(readFileSync(env.LOGGING_FILE, 'utf8')).not.toContain('"event":"step"');
  });
});

describe('signals', () => {
  const endless = folder.write('endless.yaml', TINY.replace('steps: 3', 'steps: 1000000'));
  const words = (out: string) => ['run', endless, '--device', 'cpu', '--json', '--out', out];

  test.each([
    ['SIGINT', Exit.sigint],
    ['SIGTERM', Exit.sigterm],
  ] as const)('%s ends the run after its step, with everything readable', async (signal, code) => {
    let sent = false;
    const answer = await starling(words(signal), {
      cwd,
      onError: (text, kill) => {
        if (sent || !/^step [1-9]/m.test(text)) return;
        sent = true;
        kill(signal);
      },
    });
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(`${signal}: the run ends after this step`);
    const json = JSON.parse(answer.out);
    expect(json.steps).toBeGreaterThan(0);
    expect(read(signal, 'manifest.json')).toMatchObject({
      state: 'interrupted',
      steps: json.steps,
      digest: json.digest,
    });
    expect((await starling(['ledger', 'verify', signal], { cwd })).code).toBe(0);
    expect((await starling(['inspect', signal], { cwd })).out).toContain(
      `interrupted after ${json.steps} steps`,
    );
    const { out } = await run(endless, '--json', '--steps', String(json.steps));
    expect(JSON.parse(out).digest).toBe(json.digest);
  });

  test('the second signal stops at once, and what was done is readable', async () => {
    const sent: string[] = [];
    const answer = await starling(words('twice'), {
      cwd,
      onError: (text, kill) => {
        if (sent.length === 0 && /^step [1-9]/m.test(text)) {
          sent.push('first', 'second');
          kill('SIGTERM');
          kill('SIGINT');
        }
      },
    });
    // After its last step the program has given the signals back: then the second ends it the default way.
    const code = answer.code ?? (answer.signal === 'SIGINT' ? Exit.sigint : Exit.sigterm);
    expect([Exit.sigint, Exit.sigterm], answer.err).toContain(code);
    expect((await starling(['ledger', 'verify', 'twice'], { cwd })).code).toBe(0);
    expect((await starling(['inspect', 'twice'], { cwd })).code).toBe(0);
  });

  test('a run that was killed can be inspected', async () => {
    const answer = await starling(words('killed'), {
      cwd,
      onError: (text, kill) => {
        if (/^step [1-9]/m.test(text)) kill('SIGKILL');
      },
    });
    expect(answer.signal).toBe('SIGKILL');
    const { out, code } = await starling(['inspect', 'killed'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('stopped without an end');
    expect(out).toMatch(/ledger +\d+ rows to step \d+/);
  });
});

describe('what cannot run says why', () => {
  test.each([
    [['absent.yaml'], 'absent.yaml: no such file'],
    [[tiny, '--agents', 'many'], '--agents: agents: expected a whole number'],
    [[tiny, '--arms', 'nobody'], '--arms: arms[0]: expected one of none, decentralised, centralised'],
    [[tiny, '--agents', '0'], '--agents: agents: expected a whole number from 1'],
    [[tiny, '--memory-budget', 'lots'], '--memory-budget: compute.memory_budget'],
    [[tiny, '--set', 'detector.window=4'], '--set detector.window=4: detector.window: a window of 4'],
    [
      [tiny, '--agents', '1000000', '--set', 'detector.trees=1024', '--set', 'detector.window=65536'],
      'of memory',
    ],
  ])('%j', async (words, expected) => {
    const { code, err, out } = await run(...words, '--json');
    expect(code).toBe(Exit.usage);
    expect(err.split('\n').find((line) => line.includes(expected))).toBeDefined();
    expect(err).not.toMatch(/^ +at /m);
    expect(out).toBe('');
  });

  test('a missing capture names what to fetch, and the failed run is marked', async () => {
    const capture = folder.write('capture.yaml', 'name: capture\nseed: 1\ntraffic: { source: westermo }\n');
    const { code, err } = await starling(['run', capture, '--device', 'cpu', '--out', 'failed'], {
      cwd,
      env: { STARLING_DATA: join(cwd, 'nothing') },
    });
    expect(code).toBe(Exit.usage);
    expect(err).toContain('Fetch it from');
    expect(read('failed', 'manifest.json').error).toContain('Fetch it from');
    expect(read('failed', 'manifest.json')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('not found'),
    });
  });

  test('a folder that cannot be made', async () => {
    folder.write('file', '');
    const { code, err } = await run(tiny, '--out', 'file/run');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('starling: file/run: a part of the path is a file');
  });

  test('inspect of what is no run', async () => {
    mkdirSync(join(cwd, 'empty'), { recursive: true });
    folder.write('manifest.json', '{');
    for (const [name, expected] of [
      ['nowhere', 'there is no such folder'],
      ['empty', 'there is no such file'],
      ['.', 'the file is damaged'],
    ]) {
      const { code, err } = await starling(['inspect', name!], { cwd });
      expect(code).not.toBe(0);
      expect(err).toContain(expected);
    }
  });
});
