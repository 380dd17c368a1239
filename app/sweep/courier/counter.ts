import { setTimeout } from 'node:timers/promises';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { type Answer, Exchange, type Question } from '../../../framework/experiment/engines/ray/exchange.js';
import { type Desk, GAP, OTHERS, SHARD_GONE, type Taken } from '../collect/index.js';

/** Milliseconds between two tries: the first, and the longest; each is twice the last. */
const PAUSE = 250;
const LONGEST = 10_000;

/** Answers that a later try may not get. */
const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 429;

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'the driver does not take the token of this shard: the sweep was begun anew, most likely',
  [SHARD_GONE]: 'nobody waits for the shard any more',
  [OTHERS]: 'another process does the shard, too',
};

/** Speaks with the driver about one shard. Whatever is asked may be asked twice. */
export class Counter {
  readonly #exchange: Exchange;
  readonly #shard: string;
  readonly #deadline: () => number;

  /** @param deadline until when to go on where the driver can't be reached, by `performance.now()`; asked with each try */
  constructor({ url, token }: Desk, shard: string, deadline: () => number) {
    this.#exchange = new Exchange(new URL(url), token);
    this.#shard = shard;
    this.#deadline = deadline;
  }

  /** The shard's file; empty where it was stopped before it began, or nobody waits for it. */
  async shard(): Promise<string> {
    const answer = await this.#ask({ method: 'GET', path: `/shards/${this.#shard}` });
    if (answer.status === SHARD_GONE) return '';
    if (answer.status !== 200) throw this.#refused(answer);
    return answer.text;
  }

  /**
   * Brings bytes of the outbox, or none, to hear how things stand.
   *
   * @throws StarlingError where nobody waits for them any more, or another process has brought others
   */
  async bring(offset: number, body: Uint8Array): Promise<Taken> {
    const path = `/outbox/${this.#shard}?offset=${offset}`;
    const answer = await this.#ask({ method: 'PUT', path, body });
    if (answer.status !== 200 && answer.status !== GAP) throw this.#refused(answer);
    return JSON.parse(answer.text) as Taken;
  }

  /** Brings what the shard shows; tried once. @returns whether it was taken */
  async show(body: Uint8Array): Promise<boolean> {
    try {
      const { status } = await this.#exchange.ask({ method: 'PUT', path: `/shown/${this.#shard}`, body });
      return status === 200;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#exchange.close();
  }

  async #ask(question: Question): Promise<Answer> {
    for (let pause = PAUSE; ; pause = Math.min(LONGEST, 2 * pause)) {
      let why: string;
      try {
        const answer = await this.#exchange.ask(question);
        if (!isPassing(answer.status)) return answer;
        why = `it answers ${answer.status}: ${answer.text.slice(0, 200)}`;
      } catch (error) {
        why = String(error);
      }
      if (performance.now() > this.#deadline())
        throw new StarlingError(`the driver of the sweep can't be reached: ${why}`, {
          place: this.#exchange.address,
          hint: 'let sweeps.ray.collect.url be an address that the nodes reach; what was not brought is run again',
        });
      await setTimeout(pause);
    }
  }

  #refused({ status, text }: Answer): StarlingError {
    return new StarlingError(REFUSALS[status] ?? `the driver answers ${status}: ${text.slice(0, 200)}`, {
      code: Exit.failure,
      place: `${this.#exchange.address} ${this.#shard}`,
    });
  }
}
