import { RandomStreams, type Seed } from '../../../random/index.js';
import type { Combination } from '../design.js';
import { type SampledParameter, valueAt } from './parameter.js';
import { scrambled } from './scramble.js';
import { SOBOL_DIMENSIONS, sobol } from './sobol.js';

/** How a sample is drawn. */
export const SAMPLE_METHODS = ['random', 'latin-hypercube', 'sobol', 'saltelli'] as const;
/** One of them. */
export type SampleMethod = (typeof SAMPLE_METHODS)[number];

/**
 * A sample of a space of parameters. Each parameter is drawn from a random stream of its own name, so adding one
 * changes no value of the others; in `sobol` and `saltelli`, where the order of the parameters gives their dimensions,
 * that holds for one that is added behind the others.
 */
export interface SamplePlan {
  /**
   * `random`: each value by itself. `latin-hypercube`: of `count` equal parts of its range a parameter has one value in
   * each (McKay, Beckman and Conover 1979). `sobol`: the Sobol sequence, scrambled by the seed (Owen 1995); best where
   * `count` is a power of two. `saltelli`: the design that Sobol indices are estimated from, `count` times as many
   * combinations as there are parameters and two more (Saltelli et al. 2010).
   */
  readonly method: SampleMethod;
  /** Points; of `saltelli` the base points. */
  readonly count: number;
  /** At least one, by name. */
  readonly parameters: Readonly<Record<string, SampledParameter>>;
}

/** Combinations that a sample has: of `saltelli`, for each base point A, then A with each column of B, then B. */
export const sampleSize = ({ method, count, parameters }: SamplePlan): number =>
  method === 'saltelli' ? count * (Object.keys(parameters).length + 2) : count;

/** The combinations of a sample that has no faults. */
export function sampleCombinations(plan: SamplePlan, seed: Seed): Combination[] {
  const { method, count, parameters } = plan;
  const names = Object.keys(parameters);
  const columns = new Map(
    names.map((name, place) => [
      name,
      columnsOf(plan, seed, name, place).map((shares) =>
        Array.from(shares, (share) => valueAt(parameters[name]!, share)),
      ),
    ]),
  );
  /** A combination with the values of half A, and those of `fromB` of half B. */
  const at = (point: number, fromB: (name: string) => boolean): Combination =>
    Object.fromEntries(names.map((name) => [name, columns.get(name)![fromB(name) ? 1 : 0]![point]!]));
  const points = Array.from({ length: count }, (_, point) => point);
  if (method !== 'saltelli') return points.map((point) => at(point, () => false));
  return points.flatMap((point) => [
    at(point, () => false),
    ...names.map((own) => at(point, (name) => name === own)),
    at(point, () => true),
  ]);
}

/** Most parameters of a method: two dimensions each in `saltelli`. */
export function mostParameters(method: SampleMethod): number {
  if (method === 'saltelli') return Math.floor(SOBOL_DIMENSIONS / 2);
  return method === 'sobol' ? SOBOL_DIMENSIONS : Number.POSITIVE_INFINITY;
}

const WORD = 4294967296;

/** Shares of the range of one parameter by point; two such columns in `saltelli`, of A and of B. */
function columnsOf({ method, count }: SamplePlan, seed: Seed, name: string, place: number): Float64Array[] {
  const stream = new RandomStreams(seed).stream(`sample ${name}`);
  const column = (share: (point: number) => number) =>
    Float64Array.from({ length: count }, (_, point) => share(point));
  /** In the middle of the 2^32nd part that the word names, so that it is never an end of the range. */
  const sequence = (dimension: number, step: number) =>
    column((point) => (scrambled(sobol(dimension, point), stream, step) + 0.5) / WORD);
  switch (method) {
    case 'random':
      return [column((point) => (stream.bits(0, 0, point) + 0.5) / WORD)];
    case 'latin-hypercube': {
      const parts = stream.cursor(0, 1).shuffle(Uint32Array.from({ length: count }, (_, part) => part));
      return [column((point) => (parts[point]! + (stream.bits(0, 0, point) + 0.5) / WORD) / count)];
    }
    case 'sobol':
      return [sequence(place, 0)];
    case 'saltelli':
      return [sequence(2 * place, 0), sequence(2 * place + 1, 1)];
  }
}
