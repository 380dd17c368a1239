import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commandFailure } from '../../../app/cli/command-failure.js';
import { program } from '../../../app/cli/program.js';
import { listenForSignals } from '../../../app/run/signals.js';
import { Exit } from '../../../framework/errors.js';
import { Folder, inRepository, TINY } from '../starling.js';

const folder = new Folder();
const tiny = folder.write('tiny.yaml', TINY);
afterAll(() => folder.remove());

beforeEach(() => {
  vi.stubEnv('STARLING_CONFIG', inRepository('config.yaml'));
  vi.stubEnv('CI', 'true');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs a command in this process, as the executable does. */
async function starling(...words: string[]): Promise<{ out: string; err: string; code: number }> {
  const capture = (stream: NodeJS.WriteStream) => {
    const written: string[] = [];
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    return written;
  };
  const out = capture(process.stdout);
  const err = capture(process.stderr);
  process.exitCode = undefined;
  let code: number = Exit.ok;
  try {
    const root = await program(words);
    await root.exitOverride().parseAsync(words, { from: 'user' });
    code = Number(process.exitCode ?? Exit.ok);
  } catch (error) {
    const said = commandFailure(error);
    err.push(said.text);
    code = said.code;
  } finally {
    vi.restoreAllMocks();
  }
  return { out: out.join(''), err: err.join(''), code };
}

const run = (out: string, ...words: string[]) =>
  starling('run', tiny, '--device', 'cpu', '--out', join(folder.path, out), ...words);

describe('run', () => {
  test('one run, for people and for programs', async () => {
    expect((await run('people')).out).toContain('tiny: 6 nodes, 3 steps, seed 5');
    const { out, err } = await run('programs', '--json', '--verbose');
    expect(JSON.parse(out)).toMatchObject({ scenario: 'tiny', steps: 3 });
    expect(err).toContain('step 3/3');
  });

  test('arms and replications', async () => {
    const { out } = await run('arms', '--arms', 'none,decentralised', '--replications', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({ arms: { none: {}, decentralised: {} }, replications: [{}, {}] });
    expect((await run('side', '--arms', 'none,decentralised')).out).toMatch(/^arm +recall/m);
  });

  test('an interrupt ends it after its step, and gives the signals back', async () => {
    const before = process.listenerCount('SIGINT');
    const listening = new Promise<void>((resolve) => {
      process.on('newListener', function once(name) {
        if (name !== 'SIGINT') return;
        process.off('newListener', once);
        setImmediate(resolve);
      });
    });
    const running = run('interrupted', '--steps', '1000000', '--json');
    await listening;
    process.emit('SIGINT');
    const { code, err } = await running;
    expect(code).toBe(Exit.sigint);
    expect(err).toContain('SIGINT: the run ends after this step');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  test('says what a capture held: in the summary, its file and the log', async () => {
    const row = (i: number) =>
      `${i / 2},${i % 2 ? 'a' : 'b'},${i % 7},${(i * 3) % 5},${i % 8 ? 'normal' : 'flood'}`;
    folder.write(
      'flows.csv',
      ['t,host,x,y,label', ...Array.from({ length: 400 }, (_, i) => row(i))].join('\n'),
    );
    const scenario = folder.write(
      'flows.yaml',
      'name: flows\nseed: 1\ndetector: { trees: 5, subsample: 16, window: 32 }\n' +
        'traffic: { source: csv, file: flows.csv, time: t, host: host, label: label, warmUp: 100, step: 20 }\n',
    );
    const out = join(folder.path, 'flows');
    const { out: said } = await starling('run', scenario, '--device', 'cpu', '--out', out);
    expect(said).toMatch(
      /^warm-up +poisoned: 12\.5 % of its records belong to attacks; nothing is removed$/m,
    );
    const facts = {
      rows: 400,
      nodes: [
        { name: 'a', warmUp: 100, replayed: 100 },
        { name: 'b', warmUp: 100, replayed: 100 },
      ],
      warmUp: { rows: 200, attacks: 25, attackShare: 0.125 },
      notes: [],
    };
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')).capture).toMatchObject(facts);
    const log = readFileSync(join(out, 'log.jsonl'), 'utf8').trim().split('\n');
    const entries = log.map((line) => JSON.parse(line)).filter(({ event }) => event === 'capture');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject(facts);
  });

  test.each([
    [['--arms', 'nobody'], '--arms: arms[0]'],
    [['--set', 'nothing'], 'expected path=value'],
    [['--device', 'cuda'], 'starling: device cuda'],
  ])('%j is refused', async (words, expected) => {
    const { code, err } = await run('refused', ...words);
    expect(code).not.toBe(Exit.ok);
    expect(err).toContain(expected);
  });

  test('one folder for two files is refused', async () => {
    expect((await run('two', tiny)).err).toContain('one run directory is named for 2 scenario files');
  });
});

describe('the other commands', () => {
  test('inspect', async () => {
    const out = join(folder.path, 'inspected');
    await run('inspected');
    expect((await starling('inspect', out)).out).toContain('finished after 3 steps');
    expect(JSON.parse((await starling('inspect', out, '--json')).out)).toMatchObject({ folder: out });
    expect((await starling('inspect', join(folder.path, 'absent'))).code).toBe(Exit.usage);
  });

  test('devices', async () => {
    const { out } = await starling('devices', '--no-score');
    expect(out).toMatch(/^\+ cpu {9}yes/m);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const devices = JSON.parse((await starling('devices', '--json')).out);
    expect(devices).toHaveLength(5);
    expect(devices[4]).toMatchObject({ name: 'cpu', kind: 'processor', unit: 'records/s' });
    expect(devices[4].score).toBeGreaterThan(0);
    expect(devices[4].memory).toBeGreaterThan(2 ** 20);
  });

  test('scenario', async () => {
    const bad = folder.write('bad.yaml', 'name: x\nagnets: 1\n');
    const { out, err, code } = await starling('scenario', 'check', tiny, bad);
    expect({ out, code }).toEqual({ out: `${tiny}: ok (tiny)\n`, code: Exit.usage });
    expect(err).toContain('did you mean agents?');
    const { out: json } = await starling('scenario', 'check', tiny, '--json');
    expect(JSON.parse(json)).toEqual({ files: [{ file: tiny, ok: true, name: 'tiny', problems: [] }] });
    expect(JSON.parse((await starling('scenario', 'schema')).out).title).toBe('Starling scenario');
  });

  test('config', async () => {
    expect((await starling('config', 'show')).out).toContain('environment: development');
    const { out } = await starling('config', 'show', tiny, '--resolved');
    expect(out).toMatch(/^agents: 6 # .*tiny\.yaml:2:9$/m);
    expect(JSON.parse((await starling('config', 'show', tiny, '--json')).out).scenario).toMatchObject({
      agents: 6,
    });
    expect(JSON.parse((await starling('config', 'schema')).out).title).toBe('Starling scenario');
  });
});

describe('signals', () => {
  test('the first asks, the second ends the process once the screen is put right, the third at once', async () => {
    const said: string[] = [];
    let putRight: () => void = () => undefined;
    const interruption = listenForSignals(
      (name) => said.push(name),
      () => {
        said.push('putting the screen right');
        return new Promise((resolve) => {
          putRight = resolve;
        });
      },
    );
    const left = new Promise((resolve) => {
      vi.spyOn(process, 'exit').mockImplementation((code) => {
        said.push(`exit ${code}`);
        resolve(code);
        return undefined as never;
      });
    });
    expect(interruption.code).toBeUndefined();
    process.emit('SIGTERM');
    expect(interruption.code).toBe(Exit.sigterm);
    expect(interruption.signal.aborted).toBe(true);
    process.emit('SIGINT');
    expect(said).toEqual(['SIGTERM', 'putting the screen right']);
    process.emit('SIGTERM');
    expect(said.at(-1)).toBe('exit 143');
    said.pop();
    putRight();
    await left;
    await vi.waitFor(() => expect(said).toEqual(['SIGTERM', 'putting the screen right', 'exit 130']));
    interruption.release();
  });
});
