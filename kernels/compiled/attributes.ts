import type { Attribute } from '../kernels.js';
import type { Column } from './addon.js';

type Kept = Pick<Attribute, 'width' | 'stored'> & Partial<Attribute>;

/** Attributes as the addon takes them, one after the other: width, stored rows, incoming rows. */
export const attributeList = (attributes: readonly Kept[]): (number | Column)[] =>
  attributes.flatMap(({ width, stored, incoming }) => [width, stored, incoming]);
