import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import type { JsonObject, JsonValue } from '../canonical.js';
import { Exit, StarlingError } from '../errors.js';
import type { Seed } from '../random/index.js';
import { arrayTypeOf, bytesOf, newArray, type SavedArray } from './arrays.js';
import { writeWhole } from './durable.js';
import type { State } from './state.js';

/** What a checkpoint says of itself before its states. */
export interface CheckpointHead {
  /** Name of the model's class. */
  readonly model: string;
  /** Of the run. */
  readonly seed: Seed;
  /** Steps done. */
  readonly step: number;
  /** What the run was, as its keeper told it: parameters, versions. */
  readonly about: JsonObject;
}

/** A checkpoint as it was read. */
export interface Checkpoint extends CheckpointHead {
  /** By name: the model's, its collector's. */
  readonly states: Readonly<Record<string, State>>;
}

/** The first line of every checkpoint. */
const MAGIC = 'starling checkpoint';
const FORMAT = 1;
const HASH = 32;

interface Layout extends CheckpointHead {
  readonly endian: string;
  /** Bytes of the trees: JSON, an object by name. */
  readonly trees: number;
  /** By name: class and length of each array. */
  readonly arrays: Readonly<Record<string, readonly (readonly [type: string, length: number])[]>>;
}

/**
 * Writes a checkpoint: a line with the format, a line of JSON, the trees as JSON, the arrays one after another, and the
 * SHA-256 of all that (32 bytes). It is there whole or not at all.
 */
export function writeCheckpoint(path: string, { states, ...head }: Checkpoint): void {
  const each = Object.entries(states);
  const trees = Buffer.from(JSON.stringify(Object.fromEntries(each.map(([name, { tree }]) => [name, tree]))));
  const layout: Layout = {
    ...head,
    endian: endianness(),
    trees: trees.length,
    arrays: Object.fromEntries(
      each.map(([name, { arrays }]) => [name, arrays.map((array) => [arrayTypeOf(array)!, array.length])]),
    ),
  };
  writeWhole(
    path,
    hashed([
      Buffer.from(`${MAGIC} ${FORMAT}\n${JSON.stringify(layout)}\n`),
      trees,
      ...each.flatMap(([, { arrays }]) => arrays.map(bytesOf)),
    ]),
  );
}

function* hashed(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    update(hash, piece);
    yield piece;
  }
  yield hash.digest();
}

/** A hash takes 2 GiB at once at most. */
function update(hash: Hash, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += PIECE) hash.update(bytes.subarray(at, at + PIECE));
}

/** @throws StarlingError for a file that is none, is damaged, or was written by a version with another format */
export function readCheckpoint(path: string): Checkpoint {
  const file = openSync(path, 'r');
  try {
    const reader = new Reader(path, file);
    try {
      return reader.read();
    } catch (error) {
      // What was changed is seen by the hash at the end; until then it may be anything.
      if (error instanceof TypeError || error instanceof RangeError) throw reader.damaged();
      throw error;
    }
  } finally {
    closeSync(file);
  }
}

class Reader {
  readonly #path: string;
  readonly #file: number;
  readonly #size: number;
  readonly #hash = createHash('sha256');
  #at = 0;

  constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
    this.#size = fstatSync(file).size;
  }

  read(): Checkpoint {
    const first = /^starling checkpoint (\d+)$/.exec(this.#line());
    if (first === null) throw this.#refuse('this is no checkpoint');
    if (Number(first[1]) !== FORMAT)
      throw this.#refuse(
        `the checkpoint has format ${first[1]}, and this version of Starling reads format ${FORMAT}`,
      );
    const { endian, trees, arrays, ...head } = this.#json<Layout>(this.#line());
    if (endian !== endianness())
      throw this.#refuse(`the checkpoint was written on a machine of another byte order (${endian})`);
    const parsed = this.#json<Record<string, JsonValue>>(this.#bytes(trees).toString());
    const states = Object.fromEntries(
      Object.entries(parsed).map(([name, tree]) => [
        name,
        { tree, arrays: arrays[name]!.map(([type, length]) => this.#array(type, length)) },
      ]),
    );
    const hash = this.#hash.digest();
    if (this.#size !== this.#at + HASH) throw this.damaged();
    const told = Buffer.alloc(HASH);
    readSync(this.#file, told, 0, HASH, this.#at);
    if (!told.equals(hash)) throw this.damaged();
    return { ...head, states };
  }

  /** Up to the next line feed. */
  #line(): string {
    const start = this.#at;
    const piece = Buffer.alloc(4096);
    let line = '';
    for (let at = start; ; at += piece.length) {
      const count = readSync(this.#file, piece, 0, piece.length, at);
      const end = piece.subarray(0, count).indexOf(10);
      line += piece.toString('latin1', 0, end < 0 ? count : end);
      if (end >= 0) break;
      // No line of a checkpoint is missing, and nothing else is read to its end.
      if (count < piece.length || (start === 0 && line.length > 4096))
        throw this.#refuse('this is no checkpoint');
    }
    return this.#bytes(line.length + 1).toString('utf8', 0, line.length);
  }

  #array(type: string, length: number): SavedArray {
    const array = newArray(type, 0);
    if (array === undefined) throw this.damaged();
    this.#need(length * array.BYTES_PER_ELEMENT);
    const whole = newArray(type, length)!;
    this.#fill(bytesOf(whole));
    return whole;
  }

  #bytes(count: number): Buffer {
    this.#need(count);
    const bytes = Buffer.alloc(count);
    this.#fill(bytes);
    return bytes;
  }

  #fill(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.#file, bytes, done, Math.min(PIECE, bytes.length - done), this.#at + done);
      if (count === 0) throw this.damaged();
      done += count;
    }
    update(this.#hash, bytes);
    this.#at += bytes.length;
  }

  /** Before memory is taken for it: a damaged number may be any. */
  #need(bytes: number): void {
    if (!(bytes >= 0 && this.#at + bytes + HASH <= this.#size)) throw this.damaged();
  }

  #json<T>(text: string): T {
    try {
      return JSON.parse(text) as T;
    } catch {
      throw this.damaged();
    }
  }

  damaged(): StarlingError {
    return this.#refuse('the checkpoint is damaged: its bytes are not those that were written');
  }

  #refuse(what: string): StarlingError {
    return new StarlingError(what, {
      code: Exit.failure,
      place: this.#path,
      hint: 'Delete it: the run then goes on from the one before, or from its start.',
    });
  }
}

const PIECE = 1 << 27;
