import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { LedgerReader } from '../../../model/ledger/index.js';
import { SCENARIO } from '../kill/kill.js';
import { Folder, starling } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const { path: cwd } = folder;
const scenario = folder.write('branched.yaml', SCENARIO);
const read = (...parts: string[]) => JSON.parse(readFileSync(join(cwd, ...parts), 'utf8'));
const lines = (...parts: string[]) =>
  readFileSync(join(cwd, ...parts), 'utf8')
    .trim()
    .split('\n');

async function made(...words: string[]) {
  const answer = await starling([...words, '--json'], { cwd });
  expect(answer.code, answer.err).toBe(0);
  return JSON.parse(answer.out);
}

const csv = ['--device', 'cpu', '--set', 'collect.format=csv'];
const branch = (run: string, at: number, out: string, ...words: string[]) =>
  made('branch', run, '--at', String(at), '--out', out, '--device', 'cpu', ...words);

describe('a branch of the security model', () => {
  beforeAll(async () => {
    await made('run', scenario, ...csv, '--out', 'kept', '--checkpoint-every', '2');
    await made('run', scenario, ...csv, '--out', 'bare');
  });

  test('that changes nothing repeats the rest of the run, ledger and rows', async () => {
    const parent = read('kept', 'summary.json');
    const json = await branch('kept', 5, 'same');
    expect(json).toMatchObject({ steps: 9, ledger: { rows: parent.ledger.rows, root: parent.ledger.root } });
    expect(lines('same', 'model.csv')).toEqual([
      lines('kept', 'model.csv')[0],
      ...lines('kept', 'model.csv').slice(6),
    ]);
    expect(json.outcome).toEqual(parent.outcome);
    expect(read('same', 'manifest.json')).toMatchObject({
      state: 'finished',
      resumed: 0,
      branchedFrom: { run: 'kept', step: 5, state: expect.stringMatching(/^[0-9a-f]{64}$/), changed: {} },
    });
    expect((await starling(['ledger', 'verify', 'same'], { cwd })).code).toBe(0);
    expect((await starling(['inspect', 'same'], { cwd })).out).toContain('of kept after 5 steps');
  });

  test('comes to the same from a checkpoint and from the start of the run', async () => {
    const change = ['--set', 'consensus.rule=majority', '--set', 'faults.voteLoss=0.5', '--set', 'steps=12'];
    const one = await branch('kept', 7, 'from-checkpoint', ...change);
    const other = await branch('bare', 7, 'from-start', ...change);
    expect(one.digest).toBe(other.digest);
    expect(one.steps).toBe(12);
    const [first, second] = ['from-checkpoint', 'from-start'].map(
      (name) => read(name, 'manifest.json').branchedFrom,
    );
    expect(first.state).toBe(second.state);
    expect(first.changed).toEqual({ 'consensus.rule': 'majority', 'faults.voteLoss': 0.5, steps: 12 });
    expect((await starling(['inspect', 'from-start'], { cwd })).out).toContain(
      'of bare after 7 steps, with consensus.rule="majority", faults.voteLoss=0.5, steps=12',
    );
    const [branched, parent] = ['from-checkpoint', 'kept'].map((name) =>
      LedgerReader.open(join(cwd, name, 'ledger.db')),
    );
    const untilThere = (reader: LedgerReader) => [...reader.blocks()].slice(0, 8);
    expect(untilThere(branched!)).toEqual(untilThere(parent!));
    branched!.close();
    parent!.close();
  });

  test('sees faults that are under way where it begins', async () => {
    await branch(
      'bare',
      3,
      'cut',
      '--set',
      'faults.outages=[{nodes: [0, 1, 2], start: 1, steps: 5}]',
      '--set',
      'faults.partitions=null',
    );
    const [head, ...rows] = lines('cut', 'model.csv');
    const online = head!.split(',').indexOf('online');
    expect(rows.map((row) => Number(row.split(',')[online]))).toEqual([9, 9, 9, 12, 12, 12]);
  });

  test('that broke off is gone on with, and never loses the checkpoint that it began with', async () => {
    const words = ['--checkpoint-every', '1', '--set', 'faults.voteLoss=0.3'];
    const whole = await branch('kept', 4, 'broken', ...words);
    const checkpoints = () => readdirSync(join(cwd, 'broken', 'checkpoints')).sort();
    expect(checkpoints()).toEqual(['4.checkpoint', '8.checkpoint', '9.checkpoint']);
    const tables = lines('broken', 'model.csv');
    for (const left of [['4.checkpoint', '8.checkpoint'], ['4.checkpoint']]) {
      const manifest = { ...read('broken', 'manifest.json'), state: 'running' };
      writeFileSync(join(cwd, 'broken', 'manifest.json'), JSON.stringify(manifest));
      rmSync(join(cwd, 'broken', 'report.json'));
      for (const name of checkpoints())
        if (!left.includes(name)) rmSync(join(cwd, 'broken', 'checkpoints', name));
      expect((await made('run', '--resume', 'broken')).digest).toBe(whole.digest);
      expect(lines('broken', 'model.csv')).toEqual(tables);
    }
    writeFileSync(
      join(cwd, 'broken', 'manifest.json'),
      JSON.stringify({ ...read('broken', 'manifest.json'), state: 'running' }),
    );
    for (const name of checkpoints()) rmSync(join(cwd, 'broken', 'checkpoints', name));
    const { code, err } = await starling(['run', '--resume', 'broken'], { cwd });
    expect(code).toBe(Exit.failure);
    expect(err).toContain("4.checkpoint: The checkpoint that the run begins with can't be read");
  });

  test('of a branch is a branch again', async () => {
    await branch('kept', 3, 'first', '--set', 'faults.voteLoss=0.4');
    const second = await branch('first', 6, 'second', '--set', 'steps=10');
    expect(second.steps).toBe(10);
    expect(read('second', 'manifest.json').branchedFrom).toMatchObject({
      run: 'first',
      step: 6,
      changed: { steps: 10 },
    });
    const { code, err } = await starling(['branch', 'first', '--at', '2', '--out', 'early'], { cwd });
    expect(code).toBe(Exit.usage);
    expect(err).toContain('--at: first is a branch, and begins after step 3; got 2');
    expect(existsSync(join(cwd, 'early'))).toBe(false);
  });

  test.each([
    [
      ['--at', '3', '--set', 'agents=9', '--set', 'detector.trees=4'],
      'agents, detector.trees cannot change in the middle of a run',
    ],
    [['--at', '3', '--set', 'detector.trees=4'], 'these can: name, description, steps'],
    [['--at', '9'], 'the branch would begin after step 9 and end after step 9'],
    [['--at', '10', '--set', 'steps=20'], '--at: kept ends after step 9; got 10'],
    [['--at', '0'], 'expected a whole number of steps, at least 1; got 0'],
    [['--at', '3', '--set', 'consensus.rule=luck'], 'consensus.rule'],
    [[], '--at'],
  ])('is refused: %j', async (words, message) => {
    const { code, err } = await starling(['branch', 'kept', ...words, '--out', 'refused'], { cwd });
    expect(code).toBe(Exit.usage);
    expect(err).toContain(message);
    expect(existsSync(join(cwd, 'refused'))).toBe(false);
  });

  test('is of one run: several are named', async () => {
    await made('run', scenario, ...csv, '--out', 'several', '--arms', 'none,decentralised', '--steps', '2');
    const { code, err } = await starling(['branch', 'several', '--at', '1'], { cwd });
    expect(code).toBe(Exit.usage);
    expect(err).toContain('several: the folder holds 2 runs, and a branch is of one');
    expect((await branch('several/none', 1, 'of-one')).steps).toBe(2);
  });
});

describe('a branch of a model of the library', () => {
  const fire = ['forest-fire', '--steps', '12', '--seed', '2', '--set', 'width=30', '--set', 'height=20'];

  test('goes on as the run did, or otherwise where a parameter changes', async () => {
    await made('run', ...fire, '--out', 'fire', '--checkpoint-every', '5');
    const { out: end } = await starling(['run', '--resume', 'fire'], { cwd });
    const atTheEnd = (text: string) => /At the end: .*/.exec(text)![0];
    const branched = async (out: string, ...words: string[]) =>
      (await starling(['branch', 'fire', '--at', '7', '--out', out, ...words], { cwd })).out;
    expect(atTheEnd(await branched('same-fire'))).toBe(atTheEnd(end));
    expect(atTheEnd(await branched('storm', '--set', 'lightning=0.2'))).not.toBe(atTheEnd(end));
    expect(read('storm', 'manifest.json')).toMatchObject({
      scenario: { lightning: 0.2, width: 30 },
      branchedFrom: { run: 'fire', step: 7, changed: { lightning: 0.2 } },
    });
    const { code, err } = await starling(['branch', 'fire', '--at', '7', '--set', 'width=10'], { cwd });
    expect(code).toBe(Exit.usage);
    expect(err).toContain('these can: steps, growth, lightning, ash');
  });
});
