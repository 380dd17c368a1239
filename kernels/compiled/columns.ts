/** What jobs hold, as the addon takes it. */
import type { Attribute, Groups } from '../kernels.js';
import type { Column } from './addon.js';

/** Groups as the addon takes them. */
export const groupColumns = ({ slots, starts, lengths }: Groups) => [slots, starts, lengths] as const;

type Kept = Pick<Attribute, 'width' | 'stored'> & Partial<Attribute>;

/** Attributes as the addon takes them, one after the other: width, stored rows, incoming rows. */
export const attributeList = (attributes: readonly Kept[]): (number | Column)[] =>
  attributes.flatMap(({ width, stored, incoming }) => [width, stored, incoming]);
