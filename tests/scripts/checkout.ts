import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with our scripts and nothing else of ours, in which they can do no harm. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'starling-scripts-'));
  readonly #bin = join(this.folder, 'bin');

  constructor() {
    cpSync(join(repository, 'scripts'), join(this.folder, 'scripts'), { recursive: true });
    mkdirSync(this.#bin);
    this.write('package.json', '{ "type": "module" }');
    this.write('package-lock.json', '{}');
  }

  write(path: string, text: string): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Puts a program before all others of that name: a shell script that records its arguments in `calls`. */
  standIn(name: string, script = ''): void {
    const path = join(this.#bin, name);
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "${join(this.folder, 'calls')}"\n${script}\n`, {
      mode: 0o755,
    });
  }

  run(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Outcome {
    const { status, stdout, stderr } = spawnSync('bash', [join(this.folder, 'scripts', script), ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        STARLING_CACHE: join(this.folder, 'cache'),
        PATH: `${this.#bin}:${process.env['PATH']}`,
        ...env,
      },
    });
    return { status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
