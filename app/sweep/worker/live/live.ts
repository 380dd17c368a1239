import type { Message } from '../../../tui/protocol.js';
import { LiveRun } from './live-run.js';

/** What is sent of the run that is looked at. */
export interface LiveFrame {
  readonly key: string;
  /** As a run tells its terminal. */
  readonly messages: readonly Message[];
}

/** Lets one of the runs of a process be looked at while it is at work; it costs nothing while none is. */
export class Live {
  readonly #send: (frame: LiveFrame, sent: () => void) => void;
  /** The run that somebody wants to see. */
  #wanted: string | null = null;
  /** The runs that are at work. */
  readonly #runs = new Map<string, LiveRun>();

  /** @param send sends a frame, and calls `sent` when it has left */
  constructor(send: (frame: LiveFrame, sent: () => void) => void) {
    this.#send = send;
  }

  /** From its next step on this run is shown, now or when it comes; none where null. */
  want(key: string | null): void {
    this.#wanted = key;
    // Shown anew, from its beginning on, to whoever asks anew.
    for (const run of this.#runs.values()) run.hide();
  }

  /** Tells about an agent of the run that is shown, with every frame; of none where null. */
  inspect(agent: number | null): void {
    for (const run of this.#runs.values()) run.inspect(agent);
  }

  /** A run that is to be made. */
  at(key: string): LiveRun {
    const run = new LiveRun({
      isWanted: () => this.#wanted === key,
      // Views that can't be read are no fault of the run.
      failed: () => {
        this.#wanted = null;
      },
      tell: (messages, sent) => this.#send({ key, messages }, sent),
      gone: () => this.#runs.delete(key),
    });
    this.#runs.set(key, run);
    return run;
  }
}
