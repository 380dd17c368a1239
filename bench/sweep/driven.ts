import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Timed } from '../measure.js';
import { root } from '../root.js';

const program = join(root, 'dist', 'app', 'cli', 'main.js');

/** What a sweep came to. */
export interface Driven extends Timed {
  /** Wall seconds of its runs alone, one after another. */
  readonly seconds: number;
}

/** Holds a process, and those that it starts, to the machine's first core; undefined where that can't be. */
export const onOneCore: readonly string[] | undefined =
  spawnSync('taskset', ['--version']).status === 0 ? ['taskset', '--cpu-list', '0'] : undefined;

/**
 * Drives a sweep in a folder, as a user does, and answers the wall seconds of the whole process.
 * @param held what its command is begun with
 */
export async function driven(
  folder: string,
  file: string,
  workers: number,
  held: readonly string[] = [],
): Promise<Driven> {
  const path = join(folder, 'sweep.yaml');
  writeFileSync(path, file);
  const words = ['run', path, '--out', join(folder, 'sweep'), '--workers', String(workers), '--json'];
  const began = performance.now();
  const { seconds, memory } = JSON.parse(await said([program, 'sweep', ...words], held)) as {
    readonly seconds: number;
    readonly memory: { readonly peak_rss_mb: number };
  };
  return { wall: (performance.now() - began) / 1000, megabytes: memory.peak_rss_mb, seconds };
}

/** The wall seconds that a query takes, as a user asks it. */
export async function asked(folder: string, sql: string): Promise<number> {
  const began = performance.now();
  await said([program, 'sweep', 'query', join(folder, 'sweep'), sql, '--json']);
  return (performance.now() - began) / 1000;
}

/** The wall seconds of `count` processes that keep a core busy each. */
export async function busy(count: number, rounds: number): Promise<number> {
  const began = performance.now();
  const words = [join(root, 'dist', 'bench', 'sweep', 'busy.js'), String(rounds)];
  await Promise.all(Array.from({ length: count }, () => said(words)));
  return (performance.now() - began) / 1000;
}

/** Runs Node, its command begun with `held`; what it printed. */
export function said(words: readonly string[], held: readonly string[] = []): Promise<string> {
  return new Promise((done, fail) => {
    const [command, ...rest] = [...held, process.execPath, ...words];
    const child = spawn(command!, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(out);
      else fail(new Error(`bench: ${words.join(' ')} ended with ${code}: ${err}`));
    });
  });
}
