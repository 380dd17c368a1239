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

/** The last entries that pass, `most` at most, without a look at those before them. */
export function latest<Of>(
  { blocks }: Tail<Of>,
  most: number,
  passes: (entry: Of) => boolean,
): readonly Of[] {
  const found: Of[] = [];
  for (let last = blocks.length - 1; last >= 0 && found.length < most; last--) {
    const block = blocks[last]!;
    for (let at = block.length - 1; at >= 0 && found.length < most; at--) {
      if (passes(block[at]!)) found.push(block[at]!);
    }
  }
  return found.reverse();
}

/** What was found in a block, and the question that it answers. */
const ANSWERS = new WeakMap<object, { readonly question: string; readonly found: readonly unknown[] }>();

/**
 * All entries that pass, the latest last. Blocks never change, so each is looked through once for a question.
 * @param question tells the rule from all others that the same list is asked with
 */
export function filtered<Of>(
  { blocks }: Tail<Of>,
  question: string,
  passes: (entry: Of) => boolean,
): readonly Of[] {
  return blocks.flatMap((block) => {
    const known = ANSWERS.get(block);
    if (known?.question === question) return known.found as readonly Of[];
    const found = block.filter(passes);
    ANSWERS.set(block, { question, found });
    return found;
  });
}

/** All entries that are kept, the latest last. */
export const entries = <Of>({ blocks }: Tail<Of>): readonly Of[] => blocks.flat();
