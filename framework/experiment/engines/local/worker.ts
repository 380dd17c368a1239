import { type ChildProcess, spawn } from 'node:child_process';
import { Output } from './output.js';

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
  /** Called once. */
  ended(end: WorkerEnd): void;
}

/** A process that does shards, one at a time. */
export class Worker {
  /** Settles when it has ended. */
  readonly gone: Promise<void>;
  /** What it has written since the last time that this was moved elsewhere. */
  readonly output: Output;
  readonly #child: ChildProcess;

  /** @param output path of the file that it writes its outputs into */
  constructor({ command, args, env }: WorkerCommand, output: string, ears: WorkerEars) {
    this.output = new Output(output);
    this.#child = this.output.open((file) =>
      spawn(command, [...args], {
        stdio: ['ignore', file, file, 'ipc'],
        serialization: 'advanced',
        env: { ...process.env, ...env },
      }),
    );
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
}

/** For people: how it ended. */
export const endText = ({ code, signal, error }: WorkerEnd): string =>
  error !== undefined
    ? `could not be started: ${error.message}`
    : signal !== null
      ? `was ended by ${signal}`
      : `ended with exit code ${code}`;
