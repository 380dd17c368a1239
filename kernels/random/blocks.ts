/**
 * Philox blocks in WebAssembly, for draws in sequence: it has the 32 × 32 → 64 bit product that JavaScript must put
 * together from four. The module is assembled here, from the same rounds that `philox4x32` spells out; the test asks
 * for equal words.
 */

import type { RandomAddress } from './philox.js';

/** Most blocks that one call of `fillBlocks` can make. */
export const MOST_BLOCKS = 256;

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9 | 0;
const WEYL_1 = 0xbb67ae85 | 0;

// Types and instructions that are used, by their names in the WebAssembly specification.
const I32 = 0x7f;
const I64 = 0x7e;
const LOOP = [0x03, 0x40];
const BRANCH_IF = 0x0d;
const END = 0x0b;
const ADD = 0x6a;
const SUBTRACT = 0x6b;
const XOR = 0x73;
const WRAP = 0xa7;
const EXTEND = 0xad;
const MULTIPLY_64 = 0x7e;
const SHIFT_64 = 0x88;

/** A signed LEB128 number. */
function leb(value: bigint | number): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = rest >> 7n === (low & 0x40 ? -1n : 0n);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const i32 = (value: number) => [0x41, ...leb(value)];
const i64 = (value: number) => [0x42, ...leb(value)];
const store = (address: number[], offset: number, value: number[]) => [...address, ...value, 0x36, 2, offset];

// Parameters, the last of them AT, then locals.
const [BLOCK, STEP, AGENT, STREAM, KEY_0, KEY_1, LEFT, AT, X0, X1, X2, X3, P0, P1] = Array.from(
  { length: 14 },
  (_, local) => local,
) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** The key of a round: its word and so many Weyl constants. */
const keyOf = (word: number, weyl: number, round: number) => [
  ...get(word),
  ...i32(Math.imul(weyl, round)),
  ADD,
];
const product = (x: number, multiplier: number, to: number) => [
  ...get(x),
  EXTEND,
  ...i64(multiplier),
  MULTIPLY_64,
  ...set(to),
];
const high = (p: number) => [...get(p), ...i64(32), SHIFT_64, WRAP];
const low = (p: number) => [...get(p), WRAP];

const round = (number: number): number[] => [
  ...product(X0, MULTIPLIER_0, P0),
  ...product(X2, MULTIPLIER_1, P1),
  ...[...high(P1), ...get(X1), XOR, ...keyOf(KEY_0, WEYL_0, number), XOR, ...set(X0)],
  ...[...low(P1), ...set(X1)],
  ...[...high(P0), ...get(X3), XOR, ...keyOf(KEY_1, WEYL_1, number), XOR, ...set(X2)],
  ...[...low(P0), ...set(X3)],
];

const body = [
  // Locals: four 32-bit numbers (X0 … X3), two 64-bit products.
  ...[2, 4, I32, 2, I64],
  ...LOOP,
  ...[BLOCK, STEP, AGENT, STREAM].flatMap((from, i) => [...get(from), ...set(X0 + i)]),
  ...Array.from({ length: ROUNDS }, (_, number) => round(number)).flat(),
  ...[X0, X1, X2, X3].flatMap((x, i) => store(get(AT), 4 * i, get(x))),
  ...[...get(AT), ...i32(16), ADD, ...set(AT)],
  ...[...get(BLOCK), ...i32(1), ADD, ...set(BLOCK)],
  ...[...get(LEFT), ...i32(1), SUBTRACT, 0x22, LEFT, BRANCH_IF, 0],
  ...[END, END],
];

const section = (id: number, bytes: number[]) => [id, ...leb(bytes.length), ...bytes];
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];

const bytes = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 8, ...new Array<number>(8).fill(I32), 0]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2, ...name('words'), 2, 0, ...name('fill'), 0, 0]),
  ...section(10, [1, ...leb(body.length), ...body]),
]);

/** What is used of it; TypeScript's library describes it with the browser only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));

const memory = (exports['words'] as { readonly buffer: ArrayBuffer }).buffer;

/** The words of the last `fillBlocks` to 0. */
export const blockWords = new Uint32Array(memory, 0, 4 * MOST_BLOCKS);

/** Where `heldWords` begin, for `fillBlocks`. */
export const HELD = blockWords.byteLength;
/** Words that stay as they are until whoever holds them has them filled anew. */
export const heldWords = new Uint32Array(memory, HELD, 4 * MOST_BLOCKS);

/**
 * Writes the words of `count` blocks, from block `first` on, to `blockWords` (`at` 0) or `heldWords` (`at` `HELD`); count
 * from 1 to `MOST_BLOCKS`. Counter and key words are taken modulo 2^32.
 */
export const fillBlocks = exports['fill'] as (
  first: number,
  step: number,
  agent: number,
  stream: number,
  key0: number,
  key1: number,
  count: number,
  at: number,
) => void;

/** As `randomBits`, the scalar reference: the words of draws `firstDraw`, `firstDraw + 1`, … of an address. */
export function fillWords(address: RandomAddress, out: Uint32Array, firstDraw = 0): Uint32Array {
  const { key, stream, agent, step } = address;
  let block = Math.floor(firstDraw / 4);
  let skip = firstDraw - block * 4;
  for (let at = 0; at < out.length; ) {
    const blocks = Math.min(MOST_BLOCKS, Math.ceil((skip + out.length - at) / 4));
    fillBlocks(block, step, agent, stream, key[0], key[1], blocks, 0);
    const words = Math.min(4 * blocks - skip, out.length - at);
    if (words < 32) for (let k = 0; k < words; k++) out[at + k] = blockWords[skip + k]!;
    else out.set(blockWords.subarray(skip, skip + words), at);
    at += words;
    block += blocks;
    skip = 0;
  }
  return out;
}
