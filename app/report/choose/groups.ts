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
  return { title: rowsTitle(factors), groups, of: designs.length, isMean: false };
}

/** The levels of a factor; of many, some. */
export function byLevel({ path, levels }: Factor, most = MOST_GROUPS): Grouping {
  const groups = spread(levels, most).map(({ label, designs }) => ({ label, designs }));
  return {
    title: path,
    groups,
    of: levels.length,
    isMean: groups.some(({ designs }) => designs.length > 1),
  };
}

/** So many of a list, evenly from its first to its last. */
export function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}

/** Most factors whose values make a label. */
export const NAMED = 4;

/** A design's label in a figure: its values of what varies, `majority · 0.1`; its number where these are too many. */
export function labelOf({ index, label }: Design, factors: readonly Factor[]): string {
  if (factors.length === 0) return short(label, 44);
  if (!areNamed(factors)) return `design ${index}`;
  return factors.map((factor) => levelOf(factor, index).label).join(' · ');
}

/** What the labels of designs say: `rule · quorum`. */
export const rowsTitle = (factors: readonly Factor[]): string =>
  factors.length === 0 || !areNamed(factors)
    ? 'design'
    : factors.length === 1
      ? factors[0]!.path
      : factors.map(({ name }) => name).join(' · ');

/** Whether the values of what varies can name a design. */
export const areNamed = (factors: readonly Factor[]): boolean =>
  factors.length <= NAMED && factors.every(({ isSampled }) => !isSampled);

/** The level of a factor that a design has. */
export const levelOf = ({ levels }: Factor, design: number): Level =>
  levels.find(({ designs }) => designs.includes(design))!;
