import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type SweepStatus, statusOf } from '../../../../app/sweep/results/index.js';
import { starling } from '../../starling.js';
import { Driving } from '../driving.js';

/** Runs are at work at a time. */
const WORKERS = 2;

export const SCENARIO = `name: killed
agents: 6
steps: 4
seed: 5
traffic: { source: synthetic, records: 8, features: 4, campaigns: [{ start: 0, nodes: 1, rate: 0.3 }] }
detector: { trees: 5, subsample: 16, window: 32 }
collect: { agents: true }
`;

/** Half of the runs are of each design. */
export const sweepFile = (runs: number): string => `name: killed
scenario: killed-base.yaml
replications: ${runs / 2}
matrix: { sharing: [none, decentralised] }
`;

/** When a driver is killed: once it has seen so many attempts begun, and so many milliseconds later. */
export interface Kill {
  readonly begun: number;
  readonly later: number;
}

/** Does the sweep that nothing disturbs. */
export async function sweepStraight(cwd: string, out: string): Promise<void> {
  const { code, err } = await starling(['sweep', 'run', 'killed.yaml', '--out', out], { cwd });
  expect(code, err).toBe(0);
}

/**
 * Kills a sweep's driver and one of its workers with SIGKILL, again and again, goes on with it at once, and looks whether it
 * comes to what a sweep comes to that nothing disturbed.
 *
 * @returns how many of the kills broke it off
 */
export async function killSweep(cwd: string, straight: string, kills: readonly Kill[]): Promise<number> {
  const out = `${straight}-killed`;
  let words = ['run', 'killed.yaml', '--out', out];
  let broken = 0;
  for (const kill of kills) {
    const driving = new Driving(cwd, out, [...words, '--workers', String(WORKERS)]);
    const worker = (await driving.begun(kill.begun)).at(-1)?.pid;
    if (kill.later > 0) await new Promise((done) => setTimeout(done, kill.later));
    driving.kill('SIGKILL');
    if (worker !== undefined) end(worker);
    const { signal, err } = await driving.answer;
    if (signal === null) break;
    expect(signal, err).toBe('SIGKILL');
    broken++;
    words = ['resume', out];
  }
  const { code, err } = await starling(['sweep', 'resume', out], { cwd });
  expect(code, err).toBe(0);

  const [disturbed, undisturbed] = await Promise.all(
    [out, straight].map((folder) => statusOf(join(cwd, folder))),
  );
  expect(digests(disturbed!)).toEqual(digests(undisturbed!));
  const attempts = disturbed!.runs.reduce((sum, run) => sum + run.attempts, 0);
  expect(attempts).toBeLessThanOrEqual(disturbed!.runs.length + WORKERS * broken);
  expect(await exported(cwd, out)).toEqual(await exported(cwd, straight));
  return broken;
}

/** What each run came to. */
export const digests = ({ runs }: SweepStatus) => runs.map(({ key, digest }) => ({ key, digest }));

/** Every table of a sweep, as it is exported. */
export async function exported(cwd: string, folder: string): Promise<Record<string, Buffer>> {
  const to = `${folder}-tables`;
  const { code, err } = await starling(['sweep', 'export', folder, '--to', to], { cwd });
  expect(code, err).toBe(0);
  const names = readdirSync(join(cwd, to));
  expect(names).toEqual(['agents.parquet', 'model.parquet', 'runs.parquet']);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(cwd, to, name))]));
}

/** It may have gone with its parent. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
}
