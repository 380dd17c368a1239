import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Manifest, readManifest, writeManifest } from '../../../app/run/manifest.js';
import { Exit } from '../../../framework/errors.js';
import { SCENARIO } from '../kill/kill.js';
import { starling } from '../starling.js';
import { workplace } from './support.js';

const { folder, cwd, reproduce, run } = workplace();
const scenario = folder.write('branched.yaml', SCENARIO);

async function branch(from: string, at: number, out: string, ...words: string[]): Promise<void> {
  const told = await starling(['branch', from, '--at', String(at), '--out', out, ...words], { cwd });
  expect(told.code, told.err).toBe(0);
}

function change(name: string, to: (manifest: Manifest) => Partial<Manifest>): void {
  const manifest = readManifest(join(cwd, name));
  writeManifest(join(cwd, name), { ...manifest, ...to(manifest) });
}

const SAME = /reproduced: (?:\d+ rows, )?.*equal; digest ([0-9a-f]{64}) then, \1 now\n$/;

describe('a branch of the security model', () => {
  beforeAll(async () => {
    await run(scenario, '--device', 'cpu', '--out', 'parent', '--checkpoint-every', '2');
    await branch('parent', 5, 'branch', '--device', 'cpu', '--set', 'faults.voteLoss=0.5');
  });

  test('is run again from the beginning of its parent, whose checkpoints and ledger it needs not', async () => {
    renameSync(join(cwd, 'parent', 'ledger.db'), join(cwd, 'ledger.db'));
    renameSync(join(cwd, 'parent', 'checkpoints'), join(cwd, 'checkpoints'));
    const { code, out } = await reproduce('branch');
    renameSync(join(cwd, 'ledger.db'), join(cwd, 'parent', 'ledger.db'));
    renameSync(join(cwd, 'checkpoints'), join(cwd, 'parent', 'checkpoints'));
    expect(out).toMatch(SAME);
    expect(out).toMatch(/4 rows, \d+ ledger entries equal/);
    expect(code).toBe(0);
  });

  test('is run twice, in step from where it begins', async () => {
    const { code, out } = await reproduce('branch', '--twice');
    expect(out).toMatch(/two runs are the same: \d+ states equal/);
    expect(code).toBe(0);
  });

  test('that was interrupted is run to where it ended', async () => {
    await branch('parent', 5, 'longer', '--device', 'cpu', '--set', 'steps=7');
    change('longer', ({ scenario }) => ({ scenario: { ...scenario, steps: 500 }, state: 'interrupted' }));
    const { code, out } = await reproduce('longer');
    expect(out).toContain('2 rows, ');
    expect(code).toBe(0);
  });

  test('of a branch begins with the first run', async () => {
    await branch('branch', 7, 'second', '--device', 'cpu', '--set', 'steps=12');
    const { code, out } = await reproduce('second');
    expect(out).toMatch(SAME);
    expect(code).toBe(0);
  });
});

describe('a branch of a model of the library', () => {
  beforeAll(async () => {
    await run('forest-fire', '--steps', '12', '--seed', '2', '--set', 'width=30', '--out', 'fire');
    await branch('fire', 7, 'storm', '--set', 'lightning=0.2');
  });

  test('is run again', async () => {
    const { code, out } = await reproduce('storm');
    expect(out).toMatch(SAME);
    expect(out).toContain('5 rows equal');
    expect(code).toBe(0);
    expect((await reproduce('storm', '--twice')).code).toBe(0);
  });

  test('whose parent comes to another state now is not reproduced, and begins to differ there', async () => {
    await branch('fire', 4, 'wet');
    change('wet', ({ branchedFrom }) => ({ branchedFrom: { ...branchedFrom!, state: 'f'.repeat(64) } }));
    const { code, out } = await reproduce('wet');
    expect(code).toBe(Exit.differs);
    expect(out).toMatch(
      /^wet: not reproduced: first in step 3\n {2}the state that it begins with, of fire after 4 steps, was f{64} and is [0-9a-f]{64}\n {2}starling reproduce fire may tell more/,
    );
  });

  test('whose parent ends earlier now is not reproduced', async () => {
    await run('forest-fire', '--steps', '9', '--seed', '2', '--set', 'width=30', '--out', 'brief');
    await branch('brief', 8, 'late', '--set', 'steps=12');
    change('brief', ({ scenario }) => ({
      scenario: { ...scenario, growth: 0, lightning: 0, density: 0 },
    }));
    const { code, err } = await reproduce('late');
    expect(code).toBe(Exit.differs);
    expect(err).toContain('brief: it ends after 1 steps now, and late began after 8: The fire is out');
  });

  test('whose parent is gone says which, and what to do', async () => {
    await branch('fire', 4, 'orphan');
    const before = readFileSync(join(cwd, 'orphan', 'manifest.json'), 'utf8');
    renameSync(join(cwd, 'fire'), join(cwd, 'elsewhere'));
    const { code, err } = await reproduce('orphan');
    renameSync(join(cwd, 'elsewhere'), join(cwd, 'fire'));
    expect(code).toBe(Exit.usage);
    expect(err).toContain('fire: orphan is a branch of fire, and that run is not there');
    expect(err).toContain('go to the folder in which the branch was made');
    expect(readFileSync(join(cwd, 'orphan', 'manifest.json'), 'utf8')).toBe(before);
    rmSync(join(cwd, 'orphan'), { recursive: true });
  });
});
