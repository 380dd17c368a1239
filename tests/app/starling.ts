import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const executable = join(repository, 'dist/app/cli/main.js');

/** A file of the repository. */
export const inRepository = (path: string): string => join(repository, path);

export interface Answer {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with all of stderr so far whenever some comes; may send signals. */
  readonly onError?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Variables that would change what the program does. */
const CLEARED =
  /^(CI|CI_.*|NO_COLOR|FORCE_COLOR|STARLING_.*|SIMULATION_.*|SWEEPS_.*|LOGGING_.*|DATABASE_.*|MONITORING_.*|ENVIRONMENT)$/;

/** The environment that it is run in. */
export const starlingEnv = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !CLEARED.test(name))),
  ...env,
});

/** Runs the real executable. */
export function starling(
  words: readonly string[],
  { cwd, env = {}, onError }: StartOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [executable, ...words], { cwd, env: starlingEnv(env) });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      onError?.(err, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}

/** A temporary folder with files, removed by `remove`. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'starling-app-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A run of well under a second. */
export const TINY = `name: tiny
agents: 6
steps: 3
seed: 5
traffic: { source: synthetic, records: 8, features: 4, campaigns: [{ start: 0, nodes: 1, rate: 0.3 }] }
detector: { trees: 5, subsample: 16, window: 32 }
`;
