import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { tablesIn } from '../../framework/checkpoint/support.js';
import { inRepository, starling } from '../starling.js';

const HOOK = fileURLToPath(new URL('./tell-steps.mjs', import.meta.url));

/** What is run, and how often it keeps checkpoints; undefined: never. */
export interface Case {
  readonly name: string;
  readonly words: readonly string[];
  readonly every: number | undefined;
  /** Steps of all its runs together. */
  readonly steps: number;
  readonly hasLedger: boolean;
}

export const SCENARIO = `name: killed
agents: 12
steps: 9
seed: 11
traffic: { source: synthetic, records: 16, features: 8, campaigns: [{ start: 1, nodes: 0.6, spread: 0.6, rate: 0.3, strength: 6 }] }
detector: { trees: 10, subsample: 32, window: 64, refit: { every: 4 } }
consensus: { rule: reputation, quorum: 0.3 }
learning: { provisional: true }
network: { topology: small-world, latency: 1, loss: 0.1 }
faults:
  byzantine: [{ behaviour: colluding, nodes: 0.2 }]
  outages: [{ nodes: 0.3, start: 3, steps: 4 }]
  partitions: [{ parts: 2, start: 5, steps: 2 }]
  voteLoss: 0.1
`;

const scenario = (name: string, every: number | undefined, ...words: readonly string[]): Case => ({
  name,
  words: ['killed.yaml', '--device', 'cpu', ...words],
  every,
  steps: 9,
  hasLedger: true,
});

/** Models, arms, faults, formats: with and without checkpoints. */
export const CASES: readonly Case[] = [
  scenario('nodes that share', 2, '--set', 'collect.agents=true'),
  scenario('a coordinator', 3, '--set', 'sharing=centralised', '--set', 'collect.format=csv'),
  {
    ...scenario('arms and replications', 4, '--arms', 'none,decentralised', '--replications', '2'),
    steps: 36,
  },
  scenario('no checkpoint', undefined, '--set', 'collect.format=sqlite', '--set', 'collect.agents=true'),
  {
    name: 'a model of the library',
    words: ['forest-fire', '--steps', '9', '--seed', '3'],
    every: 3,
    steps: 9,
    hasLedger: false,
  },
];

/**
 * Kills a run with SIGKILL each time that it has told of so many further steps, goes on with it, and looks whether it
 * came to what a run came to that nothing disturbed.
 *
 * @param cwd a folder that holds killed.yaml
 * @param straight folder of the undisturbed run
 * @param kills how many steps it tells of before each kill; it works on meanwhile
 * @returns how many of the kills broke it off
 */
export async function killAndResume(
  cwd: string,
  given: Case,
  straight: string,
  kills: readonly number[],
): Promise<number> {
  const out = `${straight}-${kills.join('-')}`;
  const begin = ['run', ...given.words, '--out', out];
  let words = given.every === undefined ? begin : [...begin, '--checkpoint-every', String(given.every)];
  let broken = 0;
  for (const count of kills) {
    await killed(cwd, words, count);
    if (stateIn(cwd, out) !== 'running') break;
    broken++;
    words = ['run', '--resume', out];
  }
  // It worked on after its last word, and may have come to its end before it was gone.
  if (broken === 0) words = ['run', '--resume', out];
  const { code, out: text, err } = await starling([...words, '--json'], { cwd });
  expect(code, err).toBe(0);
  const json = JSON.parse(text);
  const expected = JSON.parse(readFileSync(join(cwd, straight, 'summary.json'), 'utf8'));
  expect({ digest: json.digest, steps: json.steps }).toEqual({
    digest: expected.digest,
    steps: expected.steps,
  });
  const manifest = JSON.parse(readFileSync(join(cwd, out, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ state: 'finished', digest: expected.digest, resumed: broken });
  const folders = foldersIn(join(cwd, straight));
  expect(foldersIn(join(cwd, out))).toEqual(folders);
  for (const folder of folders) {
    expect(tablesIn(join(cwd, out, folder)), folder).toEqual(tablesIn(join(cwd, straight, folder)));
    if (!given.hasLedger || !readdirSync(join(cwd, out, folder)).includes('ledger.db')) continue;
    const verified = await starling(['ledger', 'verify', join(out, folder), '--json'], { cwd });
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true });
  }
  rmSync(join(cwd, out), { recursive: true });
  return broken;
}

const stateIn = (cwd: string, out: string): unknown =>
  JSON.parse(readFileSync(join(cwd, out, 'manifest.json'), 'utf8')).state;

/** Does the run that nothing disturbs. */
export async function runStraight(cwd: string, { words }: Case, out: string): Promise<void> {
  const { code, err } = await starling(['run', ...words, '--out', out, '--json'], { cwd });
  expect(code, err).toBe(0);
}

/** Folders of single runs below a run's folder, and itself. */
const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('manifest.json'))
    .map((name) => name.slice(0, -'manifest.json'.length))
    .sort();

async function killed(cwd: string, words: readonly string[], count: number): Promise<void> {
  const child: ChildProcess = fork(inRepository('dist/app/cli/main.js'), [...words, '--no-tui'], {
    cwd,
    execArgv: ['--import', HOOK],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let heard = 0;
  child.on('message', () => {
    heard++;
    if (heard === count) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal, said).toBe('SIGKILL');
}
