/** The Python that peers run on: a virtual environment of the benches' own, made when it is first needed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { root } from './root.js';

const PACKAGES = ['mesa', 'scikit-learn'];
const folder = join(root, '.starling', 'peers');

/** The interpreter, with Mesa and scikit-learn. */
export function python(): string {
  const interpreter = join(folder, 'bin', 'python');
  if (existsSync(interpreter)) return interpreter;
  const fresh = `${folder}-${process.pid}`;
  mkdirSync(join(root, '.starling'), { recursive: true });
  try {
    run('making a virtual environment in .starling/peers', 'python3', ['-m', 'venv', fresh]);
    run(`installing ${PACKAGES.join(' and ')} (about 200 MB)`, join(fresh, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...PACKAGES,
    ]);
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return interpreter;
}

function run(what: string, command: string, args: readonly string[]): void {
  console.error(`bench: ${what} …`);
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (status !== 0)
    throw new Error(`bench: ${what} failed${error === undefined ? '' : `: ${error.message}`}`);
}

/** A process that answers each line with one line. */
export class Answering {
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  constructor(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    this.#lines = createInterface({ input: this.#child.stdout! });
  }

  ask(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`bench: the peer ended with code ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('error', reject);
      this.#lines.once('line', (answer) => {
        this.#child.off('exit', ended).off('error', reject);
        resolve(answer);
      });
      this.#child.stdin!.write(`${line}\n`);
    });
  }

  close(): void {
    this.#child.stdin!.end();
    this.#lines.close();
  }
}
