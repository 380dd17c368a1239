import type { Seed } from '../../random/index.js';
import type { Combination } from './design.js';
import { matrixCombinations, matrixSize } from './matrix.js';
import type { DesignPlan } from './plan.js';
import { sampleCombinations, sampleSize } from './sample/index.js';

/** A list of combinations, one factor of the product. */
export interface Section {
  readonly name: string;
  /** Parameters that it gives values. */
  readonly parameters: ReadonlySet<string>;
  /** How many combinations it has, without making them. */
  size(): number;
  combinations(seed: Seed): readonly Combination[];
}

/** The sections of a plan, the one that varies slowest first. */
export function sectionsOf({ matrix, zip, list, sample }: DesignPlan): Section[] {
  const sections: Section[] = [];
  if (matrix !== undefined)
    sections.push({
      name: 'matrix',
      parameters: namesIn([matrix.factors, ...(matrix.include ?? [])]),
      size: () => matrixSize(matrix),
      combinations: () => matrixCombinations(matrix),
    });
  if (zip !== undefined)
    sections.push({
      name: 'zip',
      parameters: namesIn([zip]),
      size: () => zipLength(zip),
      combinations: () => zipCombinations(zip),
    });
  if (list !== undefined)
    sections.push({
      name: 'list',
      parameters: namesIn(list),
      size: () => list.length,
      combinations: () => list,
    });
  if (sample !== undefined)
    sections.push({
      name: 'sample',
      parameters: namesIn([sample.parameters]),
      size: () => sampleSize(sample),
      combinations: (seed) => sampleCombinations(sample, seed),
    });
  return sections;
}

const namesIn = (groups: readonly object[]): Set<string> => new Set(groups.flatMap(Object.keys));

type Zip = NonNullable<DesignPlan['zip']>;

const zipLength = (zip: Zip): number => Object.values(zip)[0]?.length ?? 0;

const zipCombinations = (zip: Zip): Combination[] =>
  Array.from({ length: zipLength(zip) }, (_, index) =>
    Object.fromEntries(Object.entries(zip).map(([name, values]) => [name, values[index]!])),
  );
