import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { Checkout, repository } from '../scripts/checkout.js';

/** Where Ray is, or goes: STARLING_RAY, or where `scripts/ray-local.sh` puts it. */
const venv = process.env['STARLING_RAY'] ?? join(repository, '.starling/ray/venv');

/** A real head on this machine, with a state of its own. */
export class LocalHead {
  readonly #checkout = new Checkout();
  readonly #venv = venv;

  /** @throws Error where it does not start */
  start(slots: number): void {
    const { status, stdout, stderr } = this.#run('start', '--slots', String(slots), '--venv', this.#venv);
    if (status !== 0) throw new Error(`no head could be started: ${stderr}`);
    for (const [, name, value] of stdout.matchAll(/export (\w+)=(\S+)/g)) process.env[name!] = value!;
  }

  /** The sockets of all its processes were looked at once more. */
  check(): void {
    const { status, stderr } = this.#run('status');
    if (status !== 0) throw new Error(stderr);
  }

  stop(): void {
    this.#run('stop');
    this.#checkout.remove();
  }

  #run(...words: string[]) {
    return this.#checkout.run('ray-local.sh', words);
  }
}

/** Registers tests that need Ray; they are skipped, and said so, where it is not installed and nothing asks for it. */
export function withRay(register: () => void): void {
  if (existsSync(join(venv, 'bin/ray')) || process.env['STARLING_RAY'] !== undefined) {
    register();
    return;
  }
  const message =
    'needs Ray: scripts/ray-local.sh start installs it, or STARLING_RAY names a virtual environment';
  console.warn(`skipped: ${message}`);
  test.skip(message, () => undefined);
}
