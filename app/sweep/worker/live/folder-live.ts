import { MOST_BYTES } from '../../collect/protocol.js';
import { sweepPaths } from '../../folder.js';
import { letterOf, packedFrame } from '../../live/letter.js';
import { Mailbox } from '../../live/mailbox.js';
import { quietly } from '../../live/quietly.js';
import { type Wish, wishIn } from '../../live/wish.js';
import { Live, type LiveFrame } from './live.js';

/** Milliseconds between two looks into the mailboxes, while nobody looks on and while somebody does. */
const IDLE = 500;
const WATCHED = 100;

/** Bytes of the frames of one message, which is somewhat longer. */
const MOST = MOST_BYTES - (1 << 16);

interface Packed {
  readonly bytes: Uint8Array;
  readonly sent: () => void;
}

/**
 * Lets a run of a shard be looked at by way of the sweep's folder: hears there what somebody wishes to see, and leaves there what
 * there is to show once the last was taken. Nothing is written while nobody looks, and a folder that can't be written fails no run.
 */
export class FolderLive {
  readonly live = new Live((frame, sent) => this.#send(frame, sent));
  readonly #asked: Mailbox;
  readonly #shown: Mailbox;
  #wish: Wish | undefined;
  /** What waits for the mailbox to be free. */
  #waiting: Packed[] = [];
  /** What lies in it. */
  #put: readonly Packed[] = [];
  #hasRefused = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string, shard: string) {
    const { asked, shown } = sweepPaths(folder);
    this.#asked = new Mailbox(asked(shard));
    this.#shown = new Mailbox(shown(shard));
    this.#look();
  }

  /** Leaves what came last, where there is room. */
  close(): void {
    clearTimeout(this.#timer);
    this.#pass();
  }

  #look(): void {
    this.#hear(wishIn(this.#asked));
    this.#pass();
    this.#timer = setTimeout(() => this.#look(), this.#wish === undefined ? IDLE : WATCHED).unref();
  }

  #hear(wish: Wish | undefined): void {
    const before = this.#wish;
    this.#wish = wish;
    const isAnew = wish?.asking !== before?.asking;
    if (isAnew) {
      this.#waiting = [];
      this.#hasRefused = false;
      this.live.want(wish?.watch ?? null);
    }
    const { inspect = null } = (isAnew ? undefined : before) ?? {};
    if (wish !== undefined && wish.inspect !== inspect) quietly(() => this.live.inspect(wish.inspect));
    // Who looked may have left while something was put there.
    if (wish === undefined && before !== undefined) quietly(() => this.#shown.clear());
  }

  #send(frame: LiveFrame, sent: () => void): void {
    // Packed at once: what it shows of the model goes on changing.
    let bytes: Uint8Array | undefined;
    quietly(() => {
      bytes = packedFrame(frame);
    });
    if (bytes !== undefined && bytes.length <= MOST) {
      this.#waiting.push({ bytes, sent });
      this.#pass();
      return;
    }
    sent();
    if (this.#hasRefused) return;
    this.#hasRefused = true;
    const why =
      bytes === undefined
        ? 'its views are no plain data'
        : `a frame of ${bytes.length} bytes, of at most ${MOST}`;
    const text = `it can't be shown: ${why}`;
    const messages = [{ type: 'log', time: Date.now(), level: 'error', text }] as const;
    this.#send({ key: frame.key, messages }, () => undefined);
  }

  /** Puts what waits into the mailbox, where the last was taken: as much as one message holds. */
  #pass(): void {
    if (this.#wish === undefined || (this.#put.length === 0 && this.#waiting.length === 0)) return;
    if (!this.#shown.isFree) return;
    for (const { sent } of this.#put) sent();
    let size = 0;
    const fitting = this.#waiting.findIndex(({ bytes }) => {
      size += bytes.length;
      return size > MOST;
    });
    this.#put = fitting < 0 ? this.#waiting : this.#waiting.slice(0, fitting);
    const isPut =
      this.#put.length === 0 || quietly(() => this.#shown.put(letterOf(this.#put.map(({ bytes }) => bytes))));
    // What could not be put there is tried again.
    if (!isPut) this.#put = [];
    this.#waiting = this.#waiting.slice(this.#put.length);
  }
}
