import { mkdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { FolderTalk } from '../../../../app/sweep/live/folder-talk.js';
import { framesIn } from '../../../../app/sweep/live/letter.js';
import { Mailbox } from '../../../../app/sweep/live/mailbox.js';
import { wishIn } from '../../../../app/sweep/live/wish.js';
import type { LiveFrame } from '../../../../app/sweep/worker/live/live.js';
import type { LiveRun } from '../../../../app/sweep/worker/live/live-run.js';
import type { Message } from '../../../../app/tui/protocol.js';
import { LIBRARY } from '../../../../library/index.js';

/** What is there may come late on a machine that has much to do. */
export const LATE = { timeout: 30_000, interval: 20 };

/** What somebody who looks on has seen. */
export class Seen {
  readonly messages: Message[] = [];
  readonly heard = (messages: readonly Message[]): void => void this.messages.push(...messages);

  /** The messages of a type, in order. */
  all<T extends Message['type']>(type: T) {
    return this.messages.filter(
      (message): message is Message & { readonly type: T } => message.type === type,
    );
  }

  /** The last steps that are known to be done; −1 before there is a frame. */
  get done(): number {
    return this.all('frame').at(-1)?.done ?? -1;
  }

  /** Settles when the run goes on before the eyes of who looks. */
  async goesOn(): Promise<void> {
    await vi.waitFor(() => expect(this.done).toBeGreaterThanOrEqual(0), LATE);
    const before = this.done;
    await vi.waitFor(() => expect(this.done).toBeGreaterThan(before), LATE);
  }
}

/** The driver's side of a shard: what it has seen of it, under which key. */
export function talkAbout(folder: string) {
  const talk = new FolderTalk(folder);
  const seen = new Seen();
  const from: string[] = [];
  talk.onMessage((message, shard) => {
    const { frame } = message as { readonly frame: LiveFrame };
    from.push(`${shard} ${frame.key}`);
    seen.heard(frame.messages);
  });
  return { talk, seen, from };
}

/** The two mailboxes of a shard, as they lie in a folder. */
export function mailboxesOf(folder: string, shard: string) {
  const { live, asked, shown } = sweepPaths(folder);
  const mailboxes = { asked: new Mailbox(asked(shard)), shown: new Mailbox(shown(shard)) };
  return {
    ...mailboxes,
    /** Makes the folder that they are in. */
    make: () => mkdirSync(live, { recursive: true }),
    wish: () => wishIn(mailboxes.asked),
    /** What lies there to be seen. */
    frames: () => framesIn(mailboxes.shown.look() ?? new Uint8Array()),
  };
}

/** A forest that burns, step by step, until it is stopped. */
export function burning(run: LiveRun) {
  const model = LIBRARY.find(({ name }) => name === 'forest-fire')!.create({
    seed: 1,
    parameters: { width: 12, height: 9 },
  });
  const facts = { steps: undefined, agents: model.size, device: 'no kernels', threads: 1 };
  run.begin({ index: 0, of: 1, scenario: 'forest-fire', arm: undefined, seed: 1 }, model, facts);
  const stop = new AbortController();
  const ended = model.run({
    signal: stop.signal,
    gate: () => {
      run.gate();
      return setImmediate();
    },
  });
  return {
    model,
    async stop(): Promise<void> {
      stop.abort();
      await ended;
      run.over('interrupted');
    },
  };
}
