import { randomBytes } from 'node:crypto';
import type { Key } from '../../kernels/kernels.js';
import { keyOf as keyOfText, philox4x32 } from '../../kernels/random/philox.js';
import { StarlingError } from '../errors.js';
import { streamId } from './names.js';

/** What a person writes: a safe integer or any text. The number 7 and the text "7" are the same seed. */
export type Seed = number | string;

const SPAWN = streamId('#replications');

/**
 * The 64-bit key of a seed, as two unsigned 32-bit words; see `kernels/random`.
 *
 * @throws StarlingError for an empty text or a number that is not a safe integer
 */
export function keyOf(seed: Seed): Key {
  if (seed === '' || (typeof seed === 'number' && !Number.isSafeInteger(seed)))
    throw new StarlingError(
      `A seed is a whole number up to 2^53 − 1 or a text; got ${JSON.stringify(seed)}.`,
    );
  return keyOfText(seed);
}

/**
 * Seeds of replications. The first is the root itself, the i-th does not depend on how many are asked for, and no two
 * are equal. The others are safe integers, so they survive JSON and YAML.
 */
export function spawnSeeds(root: Seed, count: number): Seed[] {
  const [k0, k1] = keyOf(root);
  const words = new Uint32Array(4);
  const seeds: Seed[] = [root];
  const taken = new Set([String(root)]);
  for (let block = 0; seeds.length < count; block++) {
    philox4x32(block, 0, 0, SPAWN, k0, k1, words, 0);
    const seed = (words[0]! & 0x1fffff) * 4294967296 + words[1]!;
    if (taken.has(String(seed))) continue;
    taken.add(String(seed));
    seeds.push(seed);
  }
  return seeds.slice(0, count);
}

/** A fresh seed from the operating system, for a run whose user chose none. Show it and store it with the run. */
export function chooseSeed(): number {
  return randomBytes(4).readUInt32LE();
}
