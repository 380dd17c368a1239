import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Began, OutboxRecord } from '../../../app/sweep/outbox/index.js';
import { type Answer, inRepository, starlingEnv } from '../starling.js';

/** A process that drives a sweep. */
export class Driving {
  readonly #child: ChildProcess;
  readonly #outbox: string;
  readonly #begun = new Map<string, Began>();
  readonly #waiting: { readonly count: number; readonly done: (begun: readonly Began[]) => void }[] = [];
  #watcher: FSWatcher | undefined;
  #out = '';
  #err = '';
  /** What it came to. */
  readonly answer: Promise<Answer>;

  /** @param folder that of the sweep */
  constructor(cwd: string, folder: string, words: readonly string[]) {
    this.#outbox = join(cwd, folder, 'outbox');
    this.#child = spawn(process.execPath, [inRepository('dist/app/cli/main.js'), 'sweep', ...words], {
      cwd,
      env: starlingEnv(),
    });
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#out += text;
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#err += text;
      if (this.#watcher === undefined && this.#err.includes('driving ')) this.#listen();
    });
    this.answer = once(this.#child, 'close').then(([code, signal]) => {
      this.#watcher?.close();
      for (const { done } of this.#waiting) done(this.#all);
      return { code, signal, out: this.#out, err: this.#err };
    });
  }

  /** Settles once so many attempts have begun, or it has ended: with those that were seen. */
  begun(count: number): Promise<readonly Began[]> {
    return new Promise((done) => {
      this.#waiting.push({ count, done });
      this.#look();
    });
  }

  /** Settles once it has said something. */
  async said(text: string): Promise<void> {
    while (!this.#err.includes(text)) await once(this.#child.stderr!, 'data');
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  get #all(): readonly Began[] {
    return [...this.#begun.values()];
  }

  #listen(): void {
    this.#watcher = watch(this.#outbox, () => this.#look());
    this.#look();
  }

  #look(): void {
    for (const record of recordsIn(this.#outbox))
      if (record.kind === 'began') this.#begun.set(`${record.key} ${record.attempt}`, record);
    for (const { count, done } of this.#waiting) if (this.#begun.size >= count) done(this.#all);
  }
}

/** Whole records of every outbox that is there. */
function recordsIn(folder: string): OutboxRecord[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    let text: string;
    try {
      text = readFileSync(join(folder, name), 'utf8');
    } catch {
      return []; // Cleared away meanwhile.
    }
    const lines = text.split('\n').slice(0, -1);
    return lines.filter((line) => line.startsWith('{"kind":"began"')).map((line) => JSON.parse(line));
  });
}
