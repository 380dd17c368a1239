import type { Model } from '../../../framework/index.js';
import type { LogLevel, RunFacts, RunPlace, RunResult, Watch } from '../../run/watch.js';
import { LineWatch } from '../lines.js';
import type { AgentFacts, FromTerminal, Open } from '../protocol.js';
import { beginOf } from './begin.js';
import { Display } from './display.js';
import { Pauses } from './pauses.js';
import { Sampler } from './sampler.js';

/** Milliseconds between frames, until a key changes it. */
const EVERY = 200;

/** Shows runs in the terminal's own process: tells it what it asks for, does what its keys say. */
export class TerminalWatch implements Watch {
  readonly #display: Display;
  readonly #pauses = new Pauses();
  #sampler: Sampler | undefined;
  #every = EVERY;
  #sent = Number.NEGATIVE_INFINITY;
  #inspected: number | undefined;
  /** Takes over where the terminal's process is lost. */
  #lines: LineWatch | undefined;
  /** The run at work, for it. */
  #run: readonly [RunPlace, Model, RunFacts] | undefined;

  constructor(open: Omit<Open, 'type' | 'shows'>) {
    this.#display = new Display(
      { shows: 'run', ...open },
      { heard: (message) => this.#hear(message), lost: () => this.#lost() },
    );
  }

  say(line: string): void {
    this.log('info', line);
    this.#lines?.say(line);
  }

  log(level: LogLevel, text: string): void {
    this.#display.log(level, text);
  }

  begin(place: RunPlace, model: Model, facts: RunFacts): void {
    const sampler = new Sampler(model);
    this.#sampler = sampler;
    this.#run = [place, model, facts];
    this.#display.send(beginOf(place, model, facts, sampler));
    this.#lines?.begin(place, model, facts);
    model.events.on('stage', ({ index }) => {
      sampler.stage(index);
      this.#frame(false);
    });
    model.events.on('step', ({ step }) => {
      sampler.step(step);
      this.#frame(this.#pauses.paused);
    });
    model.events.on('end', () => this.#frame(true));
    this.#frame(true);
  }

  gate(): Promise<void> | undefined {
    return this.#pauses.gate();
  }

  /** Where the next frame would be due while the run waits it is sent now: it shows the step that has just ended. */
  waits(milliseconds: number): void {
    if (performance.now() - this.#sent + milliseconds >= this.#every) this.#frame(true);
  }

  ended(place: RunPlace, result: RunResult): void {
    this.#display.send({ type: 'ended', run: place, ...result });
    this.#sampler = undefined;
    this.#run = undefined;
  }

  /** Lets a paused run end. */
  release(): void {
    this.#pauses.resume();
  }

  async close(): Promise<void> {
    await this.#display.close();
  }

  /** Sends a frame where one is due, or now; not while the last is on its way. */
  #frame(now: boolean): void {
    if (this.#sampler === undefined || this.#lines !== undefined) return;
    const at = performance.now();
    if (!now && (at - this.#sent < this.#every || this.#display.isBusy)) return;
    this.#sent = at;
    this.#display.send(this.#sampler.frame(this.#pauses.paused), ...this.#inspection());
  }

  /** What there is to know of the agent that is looked at. */
  #inspection(): AgentFacts[] {
    if (this.#inspected === undefined) return [];
    const facts = this.#sampler?.describe(this.#inspected);
    return facts === undefined ? [] : [facts];
  }

  #hear(message: FromTerminal): void {
    switch (message.type) {
      case 'pause':
      case 'resume':
      case 'step':
        this.#pauses[message.type]();
        this.#frame(true);
        break;
      case 'pace':
        this.#every = message.every;
        break;
      case 'inspect':
        this.#inspected = message.agent;
        this.#display.send(...this.#inspection());
        break;
      case 'interrupt':
        // The same way as a signal from outside, with the same first and second.
        process.kill(process.pid, 'SIGINT');
    }
  }

  #lost(): void {
    this.#pauses.resume();
    this.#lines = new LineWatch((line) => this.#display.write(line));
    this.#lines.say('the terminal view has ended; the run goes on');
    if (this.#run !== undefined) this.#lines.begin(...this.#run);
  }
}
