import { existsSync, readFileSync, statSync } from 'node:fs';
import { sweepPaths } from '../folder.js';
import { Mailbox } from '../live/mailbox.js';
import { wishIn } from '../live/wish.js';
import { appendAt } from './append.js';
import { GAP, NOT_NOW, OTHERS, SHARD_GONE, type Taken } from './protocol.js';

/** An answer: an object is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: string | Uint8Array | Taken;
}

const WAY = /\/(shards|outbox|shown)\/([A-Za-z0-9-]{1,64})$/;

const STATUS = { there: 200, gap: GAP, others: OTHERS } as const;

/** What is answered to a request that bears the token. */
export function answer(folder: string, method: string, url: string, bytes: Buffer): Reply {
  const { pathname, searchParams } = new URL(url, 'http://driver');
  const [, what, id] = WAY.exec(pathname) ?? [];
  if (what === undefined || id === undefined) return { status: 404, body: 'there is nothing here' };
  const paths = sweepPaths(folder);
  // Its file is cleared away once its outbox is in the run table: a process that lives on must not begin another.
  if (!existsSync(paths.shard(id))) return { status: SHARD_GONE, body: 'nobody waits for this shard' };
  if (method === 'GET' && what === 'shards') return { status: 200, body: readFileSync(paths.shard(id)) };
  if (method === 'PUT' && what === 'shown') return show(folder, id, bytes);
  const offset = Number(searchParams.get('offset') ?? Number.NaN);
  if (method !== 'PUT' || what !== 'outbox' || !Number.isSafeInteger(offset) || offset < 0)
    return { status: 400, body: 'an outbox is written by PUT, with the offset of the bytes' };
  const drain = existsSync(paths.drain);
  const wish = wishIn(new Mailbox(paths.asked(id)));
  const path = paths.outbox(id);
  // Whoever only asks has not begun.
  if (bytes.length === 0)
    return { status: 200, body: { size: statSync(path, { throwIfNoEntry: false })?.size ?? 0, drain, wish } };
  const { what: became, size } = appendAt(path, offset, bytes);
  return { status: STATUS[became], body: { size, drain, wish } };
}

/** Leaves what a shard shows for who looks on. */
function show(folder: string, id: string, bytes: Buffer): Reply {
  const { asked, shown } = sweepPaths(folder);
  const mailbox = new Mailbox(shown(id));
  if (new Mailbox(asked(id)).isFree || !mailbox.isFree)
    return { status: NOT_NOW, body: 'nobody takes it now' };
  mailbox.put(bytes);
  return { status: 200, body: '' };
}
