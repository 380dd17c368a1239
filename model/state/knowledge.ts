/**
 * What a node knows of a blacklist entry: how often it has seen it change. Zero is unknown, odd is held, even from two
 * on is gone again. Whoever has seen more wins when nodes meet, so merging needs no order and no clock.
 */
export const UNKNOWN = 0;

/** Whether who knows so much holds the entry. */
export const isHeld = (knowledge: number): boolean => (knowledge & 1) === 1;

/** The most that any of these nodes knows. `known` [nodes] */
export function mostOf(known: Uint8Array, members: Iterable<number>): number {
  let most = UNKNOWN;
  for (const node of members) if (known[node]! > most) most = known[node]!;
  return most;
}

/**
 * Members agree that the entry is held, or is not: all know as much as the best of them, and one change more if that
 * is otherwise. `known` [nodes] is changed in place.
 */
export function settle(known: Uint8Array, members: Iterable<number>, held: boolean): void {
  const most = mostOf(known, members);
  const settled = isHeld(most) === held ? most : most + 1;
  for (const node of members) known[node] = settled;
}
