import type { LiveView } from '../../tui/host/sweep-feed.js';
import type { Message } from '../../tui/protocol.js';
import type { ToDriver } from './wire.js';

/** What shards' processes can be told, and what they tell: the local engine has it, others by way of the sweep's folder. */
export interface ShardTalk {
  tell(shard: string, wish: ToDriver): void;
  onMessage(listener: (message: unknown, shard: string) => void): () => void;
}

export type Heard = (messages: readonly Message[]) => void;

/** What a worker tells of the run that it is asked to show. */
interface Shown {
  readonly frame?: { readonly key: string; readonly messages: readonly Message[] };
}

/**
 * Lets any number of viewers look at runs while they are at work. A worker shows one run at a time, to all who want to
 * see it, and nothing while nobody does.
 */
export class LiveHub {
  readonly #talk: ShardTalk;
  readonly #shardOf: (key: string) => string | null | undefined;
  readonly #viewers = new Map<string, Set<Heard>>();
  readonly #deafen: () => void;

  /** @param shardOf the shard that has the run of a key at work; none where it is not */
  constructor(talk: ShardTalk, shardOf: (key: string) => string | null | undefined) {
    this.#talk = talk;
    this.#shardOf = shardOf;
    this.#deafen = talk.onMessage((message) => {
      const { frame } = message as Shown;
      if (frame === undefined) return;
      for (const heard of this.#viewers.get(frame.key) ?? []) heard(frame.messages);
    });
  }

  /** Hears what a run tells, from where it is. @returns why there is nothing to hear, where there is nothing */
  watch(key: string, heard: Heard): LiveView | string {
    const shard = this.#shardOf(key);
    if (shard === undefined || shard === null) return 'the run is not at work';
    // It is told anew, also to those who look on already.
    this.#talk.tell(shard, { watch: key });
    const viewers = this.#viewers.get(key) ?? new Set();
    this.#viewers.set(key, viewers.add(heard));
    return {
      inspect: (agent) => this.#talk.tell(shard, { inspect: agent ?? null }),
      stop: () => {
        if (!viewers.delete(heard) || viewers.size > 0) return;
        this.#viewers.delete(key);
        this.#talk.tell(shard, { watch: null });
      },
    };
  }

  close(): void {
    this.#deafen();
    this.#viewers.clear();
  }
}
