/** Random words and integer normal variates for many agents at once (see `philox.ts` and `normal.ts`). */
import type { Key } from '../groups.js';
import { normals } from './normal.js';
import { randomBits } from './philox.js';

export interface RandomBits {
  readonly key: Key;
  readonly stream: number;
  readonly step: number;
  /** [A] agents that draw, any order, 0 … 2^32 − 1. */
  readonly agents: Uint32Array;
  /** [A, n] words of draws 0 … n − 1 of each. */
  readonly out: Uint32Array;
}

export interface Normals extends Omit<RandomBits, 'out'> {
  /** [A, n] variates in 1/1024 of a standard deviation, −4270 … 4270: two a word, low half first. */
  readonly out: Int16Array;
}

/** How many values each agent gets. @throws RangeError where `out` is no whole number of rows */
export function drawsEach(agents: Uint32Array, out: Uint32Array | Int16Array): number {
  const draws = agents.length === 0 ? 0 : out.length / agents.length;
  if (!Number.isInteger(draws) || (agents.length === 0 && out.length > 0)) {
    throw new RangeError(`${out.length} values are no whole number for each of ${agents.length} agents`);
  }
  return draws;
}

/** Reference of `Kernels.randomBits`. */
export function fillBits({ key, stream, step, agents, out }: RandomBits): void {
  const draws = drawsEach(agents, out);
  for (let a = 0; a < agents.length; a++) {
    randomBits({ key, stream, agent: agents[a]!, step }, out.subarray(a * draws, (a + 1) * draws));
  }
}

/** Reference of `Kernels.normals`. */
export function fillNormals({ key, stream, step, agents, out }: Normals): void {
  const draws = drawsEach(agents, out);
  const words = new Uint32Array(Math.ceil(draws / 2));
  for (let a = 0; a < agents.length; a++) {
    randomBits({ key, stream, agent: agents[a]!, step }, words);
    normals(words, out.subarray(a * draws, (a + 1) * draws));
  }
}
