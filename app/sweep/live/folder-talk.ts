import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { onDisk } from '../../run/files.js';
import { sweepPaths } from '../folder.js';
import type { ShardTalk } from './hub.js';
import { framesIn } from './letter.js';
import { Mailbox } from './mailbox.js';
import { quietly } from './quietly.js';
import type { ToDriver } from './wire.js';
import { putWish, type Wish } from './wish.js';

/** Milliseconds between two looks for what is shown, while somebody looks on. */
const EVERY = 250;

/** A shard at which somebody looks. */
interface Looked {
  readonly asked: Mailbox;
  readonly shown: Mailbox;
  wish: Wish;
}

/**
 * Talks with shards' processes by way of the sweep's folder, which they see, or whose part of it is brought to them: a mailbox of
 * a shard says what somebody wishes to see, and in another it leaves what there is to show. While nobody looks there are none.
 */
export class FolderTalk implements ShardTalk {
  readonly #folder: string;
  readonly #looked = new Map<string, Looked>();
  readonly #ears = new Set<(message: unknown, shard: string) => void>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param folder the sweep's; what an earlier driver left of its mailboxes is removed */
  constructor(folder: string) {
    this.#folder = folder;
    this.#clear();
  }

  /** @throws StarlingError where a run is to be watched, and that can't be said in the folder */
  tell(shard: string, wish: ToDriver): void {
    if (this.#isClosed) return;
    if ('inspect' in wish) this.#inspect(shard, wish.inspect);
    else if (wish.watch === null) this.#leave(shard);
    else this.#watch(shard, wish.watch);
  }

  onMessage(listener: (message: unknown, shard: string) => void): () => void {
    this.#ears.add(listener);
    return () => this.#ears.delete(listener);
  }

  /** Nobody looks any more: its mailboxes are removed. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#looked.clear();
    this.#clear();
  }

  #watch(shard: string, key: string): void {
    const paths = sweepPaths(this.#folder);
    const wish = { asking: randomUUID(), watch: key, inspect: null };
    const asked = new Mailbox(paths.asked(shard));
    onDisk(paths.asked(shard), () => {
      mkdirSync(paths.live, { recursive: true });
      putWish(asked, wish);
    });
    this.#looked.set(shard, { asked, shown: new Mailbox(paths.shown(shard)), wish });
    this.#timer ??= setInterval(() => this.#take(), EVERY).unref();
  }

  #inspect(shard: string, agent: number | null): void {
    const looked = this.#looked.get(shard);
    if (looked === undefined) return;
    looked.wish = { ...looked.wish, inspect: agent };
    quietly(() => putWish(looked.asked, looked.wish));
  }

  #leave(shard: string): void {
    const looked = this.#looked.get(shard);
    if (looked === undefined) return;
    this.#looked.delete(shard);
    // First the wish: then nothing is shown after.
    for (const mailbox of [looked.asked, looked.shown]) quietly(() => mailbox.clear());
    if (this.#looked.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Takes what is shown out of the mailboxes, and tells it. */
  #take(): void {
    for (const [shard, { shown }] of this.#looked) {
      const letter = shown.take();
      if (letter === undefined) continue;
      for (const frame of framesIn(letter)) for (const ear of this.#ears) ear({ frame }, shard);
    }
  }

  #clear(): void {
    quietly(() => rmSync(sweepPaths(this.#folder).live, { recursive: true, force: true }));
  }
}
