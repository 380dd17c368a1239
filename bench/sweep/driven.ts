import { spawn } from 'node:child_process';
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

/** Drives a sweep in a folder, as a user does, and answers the wall seconds of the whole process. @param more options */
export async function driven(
  folder: string,
  file: string,
  workers: number,
  more: readonly string[] = [],
): Promise<Driven> {
  const path = join(folder, 'sweep.yaml');
  writeFileSync(path, file);
  const words = [
    'run',
    path,
    '--out',
    join(folder, 'sweep'),
    '--workers',
    String(workers),
    '--json',
    ...more,
  ];
  const began = performance.now();
  const { seconds, memory } = JSON.parse(await said([program, 'sweep', ...words])) as {
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

/** The wall seconds of processes that run side by side, each of Node with these words. */
export async function together(processes: readonly (readonly string[])[]): Promise<number> {
  const began = performance.now();
  await Promise.all(processes.map(said));
  return (performance.now() - began) / 1000;
}

/** The seconds that the slowest of these processes says its work took, all side by side. */
export async function slowest(processes: readonly (readonly string[])[]): Promise<number> {
  return Math.max(...(await Promise.all(processes.map(said))).map(Number));
}

/** A program of this folder. */
export const own = (name: string): string => join(root, 'dist', 'bench', 'sweep', `${name}.js`);

/** Runs Node; what it printed. */
export function said(words: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
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
