import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import type { RunFailure, RunOutcome } from '../../../framework/index.js';
import { onDisk } from '../../run/files.js';
import type { OutboxRecord, Rows } from './record.js';

/** Which attempt at which run a record is about. */
export type Subject = Pick<OutboxRecord, 'key' | 'attempt'>;

type Said<R> = R extends OutboxRecord ? Omit<R, 'key' | 'attempt' | 'writer' | 'at'> : never;

const LINE_END = 0x0a;

/**
 * Appends to a shard's outbox, a record a write call, so that the lines of two processes never mix.
 *
 * @param durable makes ends of runs outlive a power cut, and other machines see them
 */
export class OutboxWriter {
  readonly path: string;
  readonly #file: number;
  readonly #durable: boolean;
  readonly #writer = `${hostname()} ${process.pid}`;
  /** Of each run that was begun, its rows by table. */
  readonly #rows = new Map<string, Record<string, number>>();
  /** Whether the last line may be without its end: the disk was full, most likely. */
  #isTorn = true;

  constructor(path: string, { durable = false }: { readonly durable?: boolean } = {}) {
    this.path = path;
    this.#durable = durable;
    this.#file = onDisk(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, 'a+', 0o644);
    });
    this.#write('');
  }

  /** To be written before a run is made. */
  began(subject: Subject): void {
    this.#rows.set(subject.key, {});
    this.#append(subject, { kind: 'began', host: hostname(), pid: process.pid });
  }

  /** At most 8,192 rows of a table. */
  rows(subject: Subject, { table, types, columns }: Pick<Rows, 'table' | 'types' | 'columns'>): void {
    const count = Object.values(columns)[0]?.length ?? 0;
    const rows = this.#rows.get(subject.key) ?? {};
    this.#rows.set(subject.key, { ...rows, [table]: (rows[table] ?? 0) + count });
    this.#append(subject, { kind: 'rows', table, types, columns });
  }

  /** The run is done, all its rows are written. */
  succeeded(subject: Subject, outcome: RunOutcome): void {
    this.#end(subject, { kind: 'succeeded', outcome, rows: this.#rows.get(subject.key) ?? {} });
  }

  /** @param seconds wall seconds until then */
  failed(subject: Subject, seconds: number, failure: RunFailure): void {
    this.#end(subject, { kind: 'failed', seconds, failure });
  }

  /** The run was broken off because the process was asked to end. */
  drained(subject: Subject): void {
    this.#end(subject, { kind: 'drained' });
  }

  close(): void {
    closeSync(this.#file);
  }

  #end(subject: Subject, said: Said<OutboxRecord>): void {
    this.#append(subject, said);
    this.#rows.delete(subject.key);
    if (this.#durable) onDisk(this.path, () => fsyncSync(this.#file));
  }

  #append({ key, attempt }: Subject, said: Said<OutboxRecord>): void {
    const { kind, ...rest } = said;
    const about = { key, attempt, writer: this.#writer, at: new Date().toISOString() };
    this.#write(`${JSON.stringify({ kind, ...about, ...rest })}\n`);
  }

  #write(line: string): void {
    const bytes = Buffer.from(line);
    onDisk(this.path, () => {
      if (this.#isTorn) endLine(this.#file);
      this.#isTorn = true;
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
      this.#isTorn = false;
    });
  }
}

/** Sets what was left without its end, by an earlier process or on a full disk, apart from what follows. */
function endLine(file: number): void {
  const { size } = fstatSync(file);
  if (size === 0) return;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  if (last[0] !== LINE_END) writeSync(file, '\n\n');
}
