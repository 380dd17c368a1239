import type { Wish } from '../live/wish.js';

/**
 * What passes between a driver and the processes that do its shards elsewhere. Each request bears the sweep's token.
 *
 *     GET /shards/ID            the shard's file; empty where it was stopped before it began
 *     PUT /outbox/ID?offset=N   bytes that continue its outbox from there, or none, to ask: 200 with `Taken`; 409 with `Taken`
 *                               where bytes before them are missing; 412 where others stand in their place
 *     PUT /shown/ID             what it shows of a run to who looks on: 200; 409 where the last is not yet taken, or nobody looks
 *
 * 410 says of a shard that nobody waits for it any more.
 */
export interface Taken {
  /** Bytes that the outbox has now. */
  readonly size: number;
  /** Whether no further run is to be begun. */
  readonly drain: boolean;
  /** What somebody wishes to see of the shard; absent where nobody does. */
  readonly wish?: Wish | undefined;
}

export const SHARD_GONE = 410;
export const GAP = 409;
export const NOT_NOW = 409;
export const OTHERS = 412;

/** Most bytes of one request. */
export const MOST_BYTES = 4 << 20;

/** Where a driver takes in what its shards say. */
export interface Desk {
  readonly url: string;
  readonly token: string;
}

const URL_VARIABLE = 'STARLING_COLLECT_URL';
const TOKEN_VARIABLE = 'STARLING_COLLECT_TOKEN';

/** The variables by which a process is told of it. */
export const variablesOf = ({ url, token }: Desk): Readonly<Record<string, string>> => ({
  [URL_VARIABLE]: url,
  [TOKEN_VARIABLE]: token,
});

/** What the variables of this process say. */
export function deskOf(variables: Readonly<Record<string, string | undefined>>): Desk | undefined {
  const { [URL_VARIABLE]: url, [TOKEN_VARIABLE]: token } = variables;
  return url === undefined || token === undefined ? undefined : { url, token };
}

/** Variables without those that tell of it: what a run does is none of its business. */
export function withoutDesk<V>(variables: Readonly<Record<string, V>>): Record<string, V> {
  const { [URL_VARIABLE]: _, [TOKEN_VARIABLE]: __, ...rest } = variables;
  return rest;
}
