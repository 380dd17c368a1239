import type { Design } from '../../../framework/index.js';
import { type Factor, type Level, short } from './factors.js';

/** Designs that are drawn as one. */
export interface Group {
  readonly label: string;
  /** Indices. */
  readonly designs: readonly number[];
}

/** A way of dividing the designs of a sweep. */
export interface Grouping {
  /** What tells the groups apart. */
  readonly title: string;
  readonly groups: readonly Group[];
  /** Groups there are; more than are drawn where there are many. */
  readonly of: number;
  /** Whether groups hold several designs, and their figures are means over these. */
  readonly isMean: boolean;
}

/** Most groups that colours, shapes and dashes tell apart. */
export const MOST_GROUPS = 8;

/** Every design by itself, where there are few; else the levels of each factor that has few, and of others some. */
export function groupingsOf(designs: readonly Design[], factors: readonly Factor[]): Grouping[] {
  if (designs.length <= MOST_GROUPS) return [byDesign(designs, factors)];
  const written = factors.filter(({ isSampled }) => !isSampled);
  if (written.length === 0)
    return [
      {
        title: 'all designs',
        groups: [{ label: 'all designs', designs: designs.map(({ index }) => index) }],
        of: 1,
        isMean: true,
      },
    ];
  return written.map((factor) => byLevel(factor));
}

/** Every design by itself. */
export function byDesign(designs: readonly Design[], factors: readonly Factor[]): Grouping {
  const groups = designs.map((design) => ({ label: labelOf(design, factors), designs: [design.index] }));
  return {
    title: factors.length === 1 ? factors[0]!.path : 'design',
    groups,
    of: designs.length,
    isMean: false,
  };
}

/** The levels of a factor; of many, some from end to end. */
export function byLevel({ path, levels }: Factor, most = MOST_GROUPS): Grouping {
  const groups = spread(levels, most).map(({ label, designs }) => ({ label, designs }));
  return { title: path, groups, of: levels.length, isMean: groups.some(({ designs }) => designs.length > 1) };
}

/** So many of a list, evenly from its first to its last. */
export function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}

/** A design's label in a figure: the value alone where only one thing varies. */
export function labelOf(design: Design, factors: readonly Factor[], most = 44): string {
  const [only, ...others] = factors;
  if (only === undefined || others.length > 0) return short(design.label, most);
  return levelOf(only, design.index).label;
}

/** The level of a factor that a design has. */
export const levelOf = ({ levels }: Factor, design: number): Level =>
  levels.find(({ designs }) => designs.includes(design))!;
