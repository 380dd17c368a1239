import { mkdirSync } from 'node:fs';
import { sweepPaths } from '../folder.js';
import { Mailbox } from '../live/mailbox.js';
import { quietly } from '../live/quietly.js';
import { putWish, type Wish } from '../live/wish.js';
import type { Counter } from './counter.js';

/** Carries between the mailboxes of a shard's own folder and those of its driver. Nothing waits for it. */
export class Showing {
  readonly #counter: Counter;
  readonly #live: string;
  readonly #asked: Mailbox;
  readonly #shown: Mailbox;
  #wish: Wish | undefined;
  /** What was taken out, and the driver has not yet. */
  #letter: Buffer | undefined;
  #isUnderWay = false;

  /** @param folder in which the shard is done */
  constructor(folder: string, shard: string, counter: Counter) {
    const { live, asked, shown } = sweepPaths(folder);
    this.#live = live;
    this.#asked = new Mailbox(asked(shard));
    this.#shown = new Mailbox(shown(shard));
    this.#counter = counter;
  }

  /** Whether somebody wishes to see it. */
  get isWatched(): boolean {
    return this.#wish !== undefined;
  }

  /** What the driver says now that somebody wishes. */
  hear(wish: Wish | undefined): void {
    const isSame = wish?.asking === this.#wish?.asking && wish?.inspect === this.#wish?.inspect;
    if (isSame) return;
    if (wish?.asking !== this.#wish?.asking) this.#letter = undefined;
    if (quietly(() => this.#say(wish))) this.#wish = wish;
  }

  /** Brings what is shown to the driver, unless the last is still on its way; what it does not take is brought later. */
  bring(): void {
    if (this.#isUnderWay || this.#wish === undefined) return;
    this.#letter ??= this.#shown.take();
    const letter = this.#letter;
    if (letter === undefined) return;
    this.#isUnderWay = true;
    void this.#counter.show(letter).then((isTaken) => {
      this.#isUnderWay = false;
      if (isTaken && this.#letter === letter) this.#letter = undefined;
    });
  }

  #say(wish: Wish | undefined): void {
    if (wish === undefined) {
      this.#asked.clear();
      return;
    }
    mkdirSync(this.#live, { recursive: true });
    putWish(this.#asked, wish);
  }
}
