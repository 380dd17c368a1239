import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Settings } from '../config/index.js';
import { onDisk } from './files.js';
import { makeFolder } from './make-folder.js';
import type { LogLevel } from './watch.js';

/** A log file that moves to `<file>.1`, `<file>.2` … when it would pass a size; the oldest beyond `keep` go. */
export class RotatingFile {
  readonly #path: string;
  readonly #most: number;
  readonly #keep: number;
  #handle: number;
  #size: number;

  constructor(path: string, { most, keep }: { most: number; keep: number }) {
    this.#path = path;
    this.#most = most;
    this.#keep = keep;
    this.#handle = onDisk(path, () => {
      makeFolder(dirname(path));
      return openSync(path, 'a', 0o644);
    });
    this.#size = fstatSync(this.#handle).size;
  }

  /** Writes one line at once: a log must hold the last words of a process that is killed. */
  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#size > 0 && this.#size + bytes > this.#most) this.#rotate();
    onDisk(this.#path, () => writeSync(this.#handle, line));
    this.#size += bytes;
  }

  close(): void {
    closeSync(this.#handle);
  }

  #rotate(): void {
    closeSync(this.#handle);
    onDisk(this.#path, () => {
      rmSync(`${this.#path}.${this.#keep}`, { force: true });
      for (let n = this.#keep - 1; n >= 1; n--) move(`${this.#path}.${n}`, `${this.#path}.${n + 1}`);
      if (this.#keep > 0) move(this.#path, `${this.#path}.1`);
      else rmSync(this.#path, { force: true });
      this.#handle = openSync(this.#path, 'a', 0o644);
    });
    this.#size = 0;
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

export interface RunLog {
  readonly logger: Logger;
  close(): void;
}

const LEVELS = { debug: 'debug', info: 'info', warning: 'warn', error: 'error', critical: 'fatal' } as const;

export interface LogOptions {
  readonly path: string;
  /** In each line. */
  readonly run: string;
  readonly settings: Settings['logging'];
  readonly verbose: boolean;
  /** Told of each line, too; lines are put into words only where somebody is. */
  readonly heard: ((level: LogLevel, text: string) => void) | undefined;
}

/** The log of a run: JSON lines, each with the run's name. */
export function openLog({ path, run, settings, verbose, heard }: LogOptions): RunLog {
  const file = new RotatingFile(path, { most: settings.max_bytes, keep: settings.backup_count });
  const logger = pino(
    {
      level: verbose ? 'debug' : LEVELS[settings.level],
      base: { run },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    heard === undefined
      ? file
      : {
          write(line) {
            file.write(line);
            heard(...told(line));
          },
        },
  );
  return { logger, close: () => file.close() };
}

const HEARD: Readonly<Record<string, LogLevel>> = {
  debug: 'debug',
  trace: 'debug',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
};

/** A line of the log for people: the event, then what it says, `key value`. */
function told(line: string): [LogLevel, string] {
  const { level, time: _time, run: _run, event, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const said = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key} ${typeof value === 'object' ? gist(value!) : String(value)}`);
  const head = [event, msg].filter((part) => part !== undefined).map(String);
  return [
    HEARD[String(level)] ?? 'info',
    [...head, said.join(', ')].filter((part) => part !== '').join(': '),
  ];
}

/** An object by its name, where it has one. */
const gist = (value: object): string => ('name' in value ? String(value.name) : JSON.stringify(value));
