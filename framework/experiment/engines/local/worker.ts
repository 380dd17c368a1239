import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** How a process is started that does shards. */
export interface WorkerCommand {
  /** The program. */
  readonly command: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** Variables besides those of this process; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** How a process came to its end. */
export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started at all. */
  readonly error?: Error;
}

/** What hears of a worker. */
export interface WorkerEars {
  message(message: unknown): void;
  /** Called once, when all that it wrote is in its log. */
  ended(end: WorkerEnd): void;
}

/** A process that does shards, one at a time; what it writes to its outputs is appended to the log of its shard. */
export class Worker {
  /** Settles when it has ended. */
  readonly gone: Promise<void>;
  /** The file that its outputs are appended to. */
  log: string;
  readonly #child: ChildProcess;

  constructor({ command, args, env }: WorkerCommand, log: string, ears: WorkerEars) {
    this.log = log;
    this.#child = spawn(command, [...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: { ...process.env, ...env },
    });
    for (const output of [this.#child.stdout!, this.#child.stderr!])
      output.on('data', (bytes: Buffer) => this.#keep(bytes));
    this.#child.on('message', (message) => ears.message(message));
    let error: Error | undefined;
    this.#child.on('error', (met) => {
      error = met;
    });
    this.gone = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        ears.ended({ code, signal, ...(error === undefined ? {} : { error }) });
        resolve();
      });
    });
  }

  /** Undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** A message to one that is about to end is lost, which its end tells. */
  send(message: object): void {
    this.#child.send(message, () => undefined);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** A log that can't be written, on a full disk most likely, ends nobody. */
  #keep(bytes: Buffer): void {
    try {
      appendFileSync(this.log, bytes);
    } catch {
      // What becomes of the shard is told elsewhere.
    }
  }
}

/** For people: how it ended. */
export const endText = ({ code, signal, error }: WorkerEnd): string =>
  error !== undefined
    ? `could not be started: ${error.message}`
    : signal !== null
      ? `was ended by ${signal}`
      : `ended with exit code ${code}`;
