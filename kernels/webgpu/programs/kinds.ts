import type { Numbers } from '../../window.js';
import type { Program } from '../program.js';

/** What values are where they are only moved: signs don't matter. */
export type Kind = 'u8' | 'u16' | 'u32';

export const kindOf = ({ BYTES_PER_ELEMENT: bytes }: Numbers): Kind =>
  bytes === 1 ? 'u8' : bytes === 2 ? 'u16' : 'u32';

/** One program for each kind of column. */
export const byKind = <C extends string, P extends string>(
  make: (kind: Kind) => Program<C, P>,
): Readonly<Record<Kind, Program<C, P>>> => ({ u8: make('u8'), u16: make('u16'), u32: make('u32') });
