/** The end of a list that grows for as long as a run does, in blocks: a line more copies one block, not the list. */
export interface Tail<Of> {
  readonly blocks: readonly (readonly Of[])[];
  readonly length: number;
}

/** Entries of a block. */
const BLOCK = 256;

/** Entries that are kept at least. */
const BOUND = 10_000;

export const NOTHING: Tail<never> = { blocks: [], length: 0 };

/** The list with more entries; whole blocks before the last `bound` entries go. */
export function appended<Of>(tail: Tail<Of>, more: readonly Of[], bound = BOUND): Tail<Of> {
  if (more.length === 0) return tail;
  const blocks = [...tail.blocks];
  for (let at = 0; at < more.length; ) {
    const open = blocks.at(-1);
    const started = open !== undefined && open.length < BLOCK;
    const take = more.slice(at, at + BLOCK - (started ? open.length : 0));
    if (started) blocks[blocks.length - 1] = [...open, ...take];
    else blocks.push(take);
    at += take.length;
  }
  let length = tail.length + more.length;
  let gone = 0;
  while (length - blocks[gone]!.length >= bound) length -= blocks[gone++]!.length;
  return { blocks: gone === 0 ? blocks : blocks.slice(gone), length };
}

/** All entries that are kept, the latest last. */
export const entries = <Of>({ blocks }: Tail<Of>): readonly Of[] => blocks.flat();
