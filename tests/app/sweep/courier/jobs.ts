import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FakeHead, Job } from '../../../framework/experiment/engines/ray/fake-head.js';
import { starlingEnv } from '../../starling.js';

/** Does the jobs of a head that does none itself: each is a process of this machine, in a group of its own, as with Ray. */
export class Jobs {
  readonly #head: FakeHead;
  readonly #children = new Map<string, ChildProcess>();

  constructor(head: FakeHead) {
    this.#head = head;
    head.onSubmit = (job) => this.#start(job);
    head.onStop = (id) => this.#signal(id, 'SIGKILL');
  }

  /** Command lines of all that were submitted, and what they said. */
  get said(): string {
    return [...this.#head.jobs.values()]
      .map(({ submission_id: id, entrypoint }) => `${entrypoint}\n${this.#head.logs.get(id)}`)
      .join('\n');
  }

  /** Kills the process of a job that is at work, and not what that has started. */
  kill(): void {
    const child = [...this.#children.values()].find(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    );
    child!.kill('SIGKILL');
  }

  /** Settles when every process has ended. */
  async ended(): Promise<void> {
    for (const child of this.#children.values())
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  }

  async end(): Promise<void> {
    for (const id of this.#children.keys()) this.#signal(id, 'SIGKILL');
    await this.ended();
  }

  #start({ submission_id: id, entrypoint, runtime_env }: Job): void {
    const { env_vars } = runtime_env as { readonly env_vars: Readonly<Record<string, string>> };
    const child = spawn('sh', ['-c', entrypoint], {
      detached: true,
      env: starlingEnv(env_vars),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.set(id, child);
    this.#head.logs.set(id, '');
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        this.#head.logs.set(id, this.#head.logs.get(id)! + text);
      });
    this.#head.run(id);
    child.on('close', (code) => {
      if (this.#head.jobs.get(id)?.status !== 'RUNNING') return;
      this.#head.end(id, code === 0 ? {} : { status: 'FAILED', driver_exit_code: code ?? -9 });
    });
  }

  #signal(id: string, signal: NodeJS.Signals): void {
    const child = this.#children.get(id);
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
