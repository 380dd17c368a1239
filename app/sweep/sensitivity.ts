import { type Combination, RandomStreams, type Sensitivity, sobolIndices } from '../../framework/index.js';
import type { LoadedSweep } from './file/index.js';

/** Sobol indices of one figure over one whole sample. */
export interface SampleSensitivity {
  /** What the other sections give the designs of the sample. */
  readonly where: Combination;
  /** Null where the figure does not vary, or too few designs have it. */
  readonly indices: Sensitivity | null;
}

/**
 * Sobol indices of a figure of a `saltelli` sweep: once for every combination of what its other sections vary.
 * @param name of the figure: its intervals are drawn from a random stream of their own
 * @param figure of a design, by its index; null where it has none
 * @returns none where the sweep has no such sample
 */
export function sensitivityOf(
  { sample, designs, seed }: Pick<LoadedSweep, 'sample' | 'designs' | 'seed'>,
  name: string,
  figure: (design: number) => number | null,
): SampleSensitivity[] {
  if (sample?.method !== 'saltelli') return [];
  const random = new RandomStreams(seed).stream(`sensitivity ${name}`);
  const { parameters } = sample;
  return Array.from({ length: designs.length / sample.designs }, (_, block) => {
    const own = designs.slice(block * sample.designs, (block + 1) * sample.designs);
    const where = Object.entries(own[0]!.design.values).filter(([path]) => !parameters.includes(path));
    const values = own.map(({ design }) => figure(design.index));
    return { where: Object.fromEntries(where), indices: sobolIndices({ parameters, values, random }) };
  });
}
