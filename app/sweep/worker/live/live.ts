import type { Model, RunOutcome } from '../../../../framework/index.js';
import type { RunFacts, RunPlace, RunResult, Watch } from '../../../run/watch.js';
import type { Message } from '../../../tui/protocol.js';
import { Show } from './show.js';

/** What is sent of the run that is looked at. */
export interface LiveFrame {
  readonly key: string;
  /** As a run tells its terminal. */
  readonly messages: readonly Message[];
}

/** Lets one of the runs of a process be looked at while it is at work; it costs nothing while none is. */
export class Live implements Watch {
  readonly #send: (frame: LiveFrame, sent: () => void) => void;
  /** The run that somebody wants to see. */
  #wanted: string | null = null;
  /** The run that is at work. */
  #key: string | undefined;
  #run: readonly [RunPlace, Model, RunFacts] | undefined;
  #show: Show | undefined;

  /** @param send sends a frame, and calls `sent` when it has left */
  constructor(send: (frame: LiveFrame, sent: () => void) => void) {
    this.#send = send;
  }

  /** From its next step on this run is shown, now or when it comes; none where null. */
  want(key: string | null): void {
    this.#wanted = key;
    // Shown anew, from its beginning on, to whoever asks anew.
    this.#close();
  }

  /** Tells about an agent of the run that is shown, with every frame; of none where null. */
  inspect(agent: number | null): void {
    this.#show?.inspect(agent ?? undefined);
  }

  /** The run that is made next. */
  at(key: string): void {
    this.#key = key;
  }

  begin(place: RunPlace, model: Model, facts: RunFacts): void {
    // One that was begun before has another model now.
    this.#close();
    this.#run = [place, model, facts];
    this.#open();
  }

  gate(): undefined {
    this.#open();
  }

  /** The run that is at work has ended; with its outcome where it came to one. */
  over(state: RunResult['state'], outcome?: RunOutcome): void {
    if (this.#show !== undefined && this.#run !== undefined) {
      const [run, { step: steps, clock }] = this.#run;
      const outcomes = Object.entries(outcome?.outcomes ?? {});
      this.#tell([{ type: 'ended', run, state, steps, seconds: clock.time / 1000, outcomes }]);
    }
    this.#close();
    this.#run = undefined;
    this.#key = undefined;
  }

  ended(): void {}

  say(): void {}

  close(): void {}

  #open(): void {
    if (this.#show !== undefined || this.#run === undefined || this.#wanted !== this.#key) return;
    try {
      this.#show = new Show(...this.#run, (messages, sent) => this.#tell(messages, sent));
    } catch (error) {
      // Views that can't be read are no fault of the run.
      this.#wanted = null;
      this.#tell([{ type: 'log', time: Date.now(), level: 'error', text: `it can't be shown: ${error}` }]);
    }
  }

  #close(): void {
    this.#show?.close();
    this.#show = undefined;
  }

  #tell(messages: readonly Message[], sent: () => void = () => undefined): void {
    this.#send({ key: this.#key!, messages }, sent);
  }
}
