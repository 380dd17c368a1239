import { z } from 'zod';
import type { Mailbox } from './mailbox.js';

const schema = z.object({
  /** Another one each time that somebody begins to look: then the run is shown anew. */
  asking: z.string().max(64),
  /** The key of the run. */
  watch: z.string().max(64),
  /** The agent that is told about, too; none where null. */
  inspect: z.number().nullable(),
});

/** What somebody wishes to see of a shard's runs, as it lies in a mailbox. Where nobody does, there is none. */
export type Wish = z.output<typeof schema>;

/** The wish in a mailbox; undefined where there is none. */
export function wishIn(mailbox: Mailbox): Wish | undefined {
  const bytes = mailbox.look();
  if (bytes === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(bytes.toString())).data;
  } catch {
    return undefined;
  }
}

/** Puts one there, in place of the last. @throws Error of the operating system */
export const putWish = (mailbox: Mailbox, wish: Wish): void => mailbox.put(JSON.stringify(wish));
