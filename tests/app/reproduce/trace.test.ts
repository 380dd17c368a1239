import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import type { ForestFire } from '../../../library/index.js';
import type { SecurityModel } from '../../../model/model.js';
import { afterStage, workplace } from './support.js';

const { folder, cwd, tiny, recordTiny, recordForest, reproduce, run } = workplace();

describe('with a trace', () => {
  test('a poked column of a node is told by step, stage and node', async () => {
    const poked = await recordTiny('poked', (model) =>
      afterStage(model, 1, 'sign', () => {
        (model as SecurityModel).nodes.columns.reputation[3]! += 1;
      }),
    );
    const { code, out } = await reproduce(poked);
    expect(code).toBe(Exit.differs);
    expect(out).toBe('poked: not reproduced: first in step 1, stage sign, agent 3\n  its nodes\n');
  });

  test('a poked cell of a forest is told, and one that was only looked at is not', async () => {
    const seen = await recordForest('seen', (model) => afterStage(model, 3, 'grow', () => void model.views));
    expect((await reproduce(seen)).code).toBe(0);
    const burnt = await recordForest('burnt', (model) =>
      afterStage(model, 3, 'grow', () => {
        (model as ForestFire).cells.columns.fires[17]! += 1;
      }),
    );
    const { code, out } = await reproduce(burnt, '--json');
    expect(code).toBe(Exit.differs);
    expect(JSON.parse(out)).toMatchObject({
      folder: 'burnt',
      same: false,
      runs: [{ states: 1 + 3 * 4 + 1, finding: { of: 'state', step: 3, stage: 'grow', agents: [17] } }],
    });
  });

  test('state that nobody collects and no rule reads is seen all the same', async () => {
    const late = await recordForest('late', (model) =>
      afterStage(model, 8, 'turn', () => {
        (model as ForestFire).cells.columns.fires[5] = 9;
      }),
    );
    expect((await reproduce(late)).out).toContain('in step 8, stage turn, agent 5\n  its cells');
  });

  test('an undisturbed one is reproduced, in every arm and replication', async () => {
    const words = [tiny, '--device', 'cpu', '--arms', 'none,decentralised', '--replications', '2', '--trace'];
    await run(...words, '--out', 'many');
    const { code, out, err } = await reproduce('many');
    expect(err).not.toContain('Warning');
    expect(code).toBe(0);
    const { digest } = JSON.parse(readFileSync(join(cwd, 'many', 'summary.json'), 'utf8'));
    expect(out).toMatch(
      new RegExp(
        `^many: reproduced: 4 runs, \\d+ states, 12 rows, \\d+ ledger entries equal; digest ${digest} then, ${digest} now\n$`,
      ),
    );
  });

  test('what differs in one of several runs is told by its name', async () => {
    const words = [
      'forest-fire',
      '--set',
      'width=9',
      '--set',
      'height=9',
      '--steps',
      '4',
      '--replications',
      '2',
    ];
    await run(...words, '--trace', '--out', 'two');
    const file = join(cwd, 'two', 'replication-2', 'trace.jsonl');
    const changed = readFileSync(file, 'utf8').split('\n');
    const line = JSON.parse(changed[4]!);
    changed[4] = JSON.stringify({ ...line, whole: { ...line.whole, struck: 1 } });
    writeFileSync(file, changed.join('\n'));
    const { code, out } = await reproduce('two');
    expect(code).toBe(Exit.differs);
    expect(out).toBe('two/replication-2: not reproduced: first in step 0, stage turn\n  its struck\n');
  });
});

describe('a trace', () => {
  const record = (name: string) =>
    run('forest-fire', '--set', 'width=5', '--set', 'height=5', '--steps', '3', '--trace', '--out', name);

  test('that ends in half a line is followed as far as it goes', async () => {
    await record('half');
    appendFileSync(join(cwd, 'half', 'trace.jsonl'), '{"step":3,"sta');
    expect((await reproduce('half')).code).toBe(0);
  });

  test('that is damaged is told by its line', async () => {
    await record('damaged');
    const file = join(cwd, 'damaged', 'trace.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n(.*)\n/, '\nno JSON\n'));
    const { code, err } = await reproduce('damaged');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('damaged/trace.jsonl:2: the trace is damaged');
  });

  test('of another version is refused', async () => {
    await record('other');
    const file = join(cwd, 'other', 'trace.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"version":1', '"version":99'));
    const { code, err } = await reproduce('other');
    expect(code).toBe(Exit.usage);
    expect(err).toContain('the trace was written by another version of Starling');
  });

  test('changes nothing in the run', async () => {
    folder.write('plain.yaml', readFileSync(tiny));
    const digest = async (...words: string[]) =>
      JSON.parse((await run(tiny, '--device', 'cpu', '--json', ...words)).out).digest;
    expect(await digest('--trace')).toBe(await digest());
  });
});
