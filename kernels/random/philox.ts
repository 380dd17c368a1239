/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy
 * as 1, 2, 3" (SC 2011). Four random words are a pure function of a 128-bit counter and a 64-bit key, so a draw
 * depends on its address alone and never on who drew before.
 *
 * The counter's layout is the same everywhere: `[block, step, agent, stream]`. Draw d of an address is word
 * `d & 3` of block `d >>> 2`.
 */
import seedrandom from 'seedrandom';
import type { Key } from '../groups.js';

const MULTIPLIER_0_HIGH = 0xd251;
const MULTIPLIER_0_LOW = 0x1f53;
const MULTIPLIER_0 = 0xd2511f53 | 0;
const MULTIPLIER_1_HIGH = 0xcd9e;
const MULTIPLIER_1_LOW = 0x8d57;
const MULTIPLIER_1 = 0xcd9e8d57 | 0;
const WEYL_0 = 0x9e3779b9 | 0;
const WEYL_1 = 0xbb67ae85 | 0;
const ROUNDS = 10;

/**
 * One block: writes the four words of counter (c0, c1, c2, c3) under key (k0, k1) to `out[at]` … `out[at + 3]`.
 * Counter and key words are taken modulo 2^32; words beyond the end of `out` are dropped.
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at = 0,
): void {
  let x0 = c0 | 0;
  let x1 = c1 | 0;
  let x2 = c2 | 0;
  let x3 = c3 | 0;
  let key0 = k0 | 0;
  let key1 = k1 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    // The high words of two 32 × 32 bit products, by 16-bit limbs: no intermediate sum passes 2^32.
    const low0 = x0 & 0xffff;
    const high0 = x0 >>> 16;
    const middle0 = (Math.imul(MULTIPLIER_0_HIGH, low0) + (Math.imul(MULTIPLIER_0_LOW, low0) >>> 16)) | 0;
    const carry0 = (Math.imul(MULTIPLIER_0_LOW, high0) + (middle0 & 0xffff)) | 0;
    const top0 = (Math.imul(MULTIPLIER_0_HIGH, high0) + (middle0 >>> 16) + (carry0 >>> 16)) | 0;
    const low2 = x2 & 0xffff;
    const high2 = x2 >>> 16;
    const middle2 = (Math.imul(MULTIPLIER_1_HIGH, low2) + (Math.imul(MULTIPLIER_1_LOW, low2) >>> 16)) | 0;
    const carry2 = (Math.imul(MULTIPLIER_1_LOW, high2) + (middle2 & 0xffff)) | 0;
    const top2 = (Math.imul(MULTIPLIER_1_HIGH, high2) + (middle2 >>> 16) + (carry2 >>> 16)) | 0;
    const bottom0 = Math.imul(MULTIPLIER_0, x0);
    const bottom2 = Math.imul(MULTIPLIER_1, x2);
    x0 = top2 ^ x1 ^ key0;
    x1 = bottom2;
    x2 = top0 ^ x3 ^ key1;
    x3 = bottom0;
    key0 = (key0 + WEYL_0) | 0;
    key1 = (key1 + WEYL_1) | 0;
  }
  out[at] = x0;
  out[at + 1] = x1;
  out[at + 2] = x2;
  out[at + 3] = x3;
}

export interface RandomAddress {
  readonly key: Key;
  readonly stream: number;
  readonly agent: number;
  readonly step: number;
}

const partial = new Uint32Array(4);

/**
 * Fills `out` with the words of draws `firstDraw` … `firstDraw + out.length − 1` of an address, four words a block.
 * Any split of a range into calls gives the same words.
 */
export function randomBits(address: RandomAddress, out: Uint32Array, firstDraw = 0): Uint32Array {
  const { key, stream, agent, step } = address;
  const count = out.length;
  let block = Math.floor(firstDraw / 4);
  let at = 0;
  const skip = firstDraw - block * 4;
  if (skip !== 0) {
    philox4x32(block++, step, agent, stream, key[0], key[1], partial);
    for (let word = skip; word < 4 && at < count; word++) out[at++] = partial[word]!;
  }
  // A typed array drops what is written past its end, so the last block needs no case of its own.
  for (; at < count; at += 4) philox4x32(block++, step, agent, stream, key[0], key[1], out, at);
  return out;
}

/**
 * The 64-bit key of a seed, by seedrandom; a number and its decimal text give the same key.
 *
 * seedrandom repeats a short seed until it fills the cipher's key, and keeps the low byte of each character: on
 * its own it takes 1, 11 and 111 for one seed. So the seed goes in as UTF-8, ended by a byte that UTF-8 never uses.
 */
export function keyOf(seed: number | string): Key {
  const bytes = new TextEncoder().encode(String(seed));
  const source = seedrandom(`${Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')}\xff`);
  return [source.int32() >>> 0, source.int32() >>> 0];
}
