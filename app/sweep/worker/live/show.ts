import type { Model } from '../../../../framework/index.js';
import type { RunFacts, RunPlace } from '../../../run/watch.js';
import { beginOf } from '../../../tui/host/begin.js';
import { Sampler } from '../../../tui/host/sampler.js';
import type { Message } from '../../../tui/protocol.js';

/** Least milliseconds between two frames. */
const EVERY = 250;

/** Sends messages, and says when they have left. */
export type Send = (messages: readonly Message[], sent: () => void) => void;

/** Shows a run to whoever looks on, from where it is now: a frame now and then, none while the last is on its way. */
export class Show {
  readonly #sampler: Sampler;
  readonly #send: Send;
  readonly #deafen: readonly (() => void)[];
  #sent = Number.NEGATIVE_INFINITY;
  #isBusy = false;
  #inspected: number | undefined;

  /** To be made between two steps: in the middle of one a model's state is that of no step. */
  constructor(place: RunPlace, model: Model, facts: RunFacts, send: Send) {
    const sampler = new Sampler(model);
    this.#sampler = sampler;
    this.#send = send;
    const { events } = model;
    this.#deafen = [
      events.on('stage', ({ index }) => {
        sampler.stage(index);
        this.#frame(false);
      }),
      events.on('step', ({ step }) => {
        sampler.step(step);
        this.#frame(false);
      }),
      events.on('end', () => this.#frame(true)),
    ];
    send([beginOf(place, model, facts, sampler)], () => undefined);
    this.#frame(true);
  }

  /** Tells about an agent now and with every frame; of none where undefined. */
  inspect(agent: number | undefined): void {
    this.#inspected = agent;
    const facts = this.#facts();
    if (facts.length > 0) this.#send(facts, () => undefined);
  }

  /** Shows nothing any more. */
  close(): void {
    for (const deafen of this.#deafen) deafen();
  }

  #frame(now: boolean): void {
    const at = performance.now();
    if (!now && (at - this.#sent < EVERY || this.#isBusy)) return;
    this.#sent = at;
    this.#isBusy = true;
    this.#send([this.#sampler.frame(false), ...this.#facts()], () => {
      this.#isBusy = false;
    });
  }

  #facts(): readonly Message[] {
    const facts = this.#inspected === undefined ? undefined : this.#sampler.describe(this.#inspected);
    return facts === undefined ? [] : [facts];
  }
}
