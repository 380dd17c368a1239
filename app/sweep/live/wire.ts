import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import type { Message } from '../../tui/protocol.js';

/** What the driver tells a viewer. */
export type FromDriver =
  /** First: what the run table does not hold. */
  | {
      readonly kind: 'hello';
      readonly engine: string;
      readonly slots: number | undefined;
      /** Seconds that it has driven the sweep for. */
      readonly elapsed: number;
    }
  /** What a run at work tells, as it would tell its own terminal. */
  | { readonly kind: 'frame'; readonly key: string; readonly messages: readonly Message[] }
  /** The run can't be looked at. */
  | { readonly kind: 'none'; readonly key: string; readonly why: string };

/** What a viewer asks for, a line of JSON each: to see the run of a key, or none; to be told about one of its agents, or none. */
export type ToDriver = { readonly watch: string | null } | { readonly inspect: number | null };

/** More than any frame has: whoever says so speaks another language. */
const MOST = 256 * 1024 * 1024;
const LENGTH = 4;

/** A message as bytes: its length, then its structured clone. */
export function packed(message: FromDriver): Buffer {
  const body = serialize(message);
  const head = Buffer.alloc(LENGTH);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Hears messages as they become whole, in whatever pieces they come. A stream that is none is ended. */
export function unpack(socket: Socket, heard: (message: FromDriver) => void): void {
  let pieces: Buffer[] = [];
  let size = 0;
  let wanted = LENGTH;
  let isHead = true;
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece);
    size += piece.length;
    while (size >= wanted) {
      const all = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
      const part = all.subarray(0, wanted);
      const rest = all.subarray(wanted);
      pieces = rest.length === 0 ? [] : [rest];
      size = rest.length;
      wanted = isHead ? part.readUInt32BE() : LENGTH;
      if (wanted > MOST) {
        socket.destroy();
        return;
      }
      if (!isHead) heard(deserialize(part) as FromDriver);
      isHead = !isHead;
    }
  });
}
