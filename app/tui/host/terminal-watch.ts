import type { Model } from '../../../framework/index.js';
import type { LogLevel, RunFacts, RunPlace, RunResult, Watch } from '../../run/watch.js';
import { LineWatch } from '../lines.js';
import type { AgentFacts, FromTerminal, LogLine, Message, Open } from '../protocol.js';
import { beginOf } from './begin.js';
import { Channel } from './channel.js';
import { rememberTerminal } from './modes.js';
import { Pauses } from './pauses.js';
import { Sampler } from './sampler.js';

/** Milliseconds between frames, until a key changes it. */
const EVERY = 200;
/** Lines of the log that wait for a frame at most. */
const MOST_WAITING = 1000;

/** Shows runs in the terminal's own process: tells it what it asks for, does what its keys say. */
export class TerminalWatch implements Watch {
  readonly #channel: Channel;
  readonly #pauses = new Pauses();
  readonly #write: (text: string) => void;
  readonly #restoreErrors: () => void;
  #sampler: Sampler | undefined;
  readonly #waiting: LogLine[] = [];
  #every = EVERY;
  #sent = Number.NEGATIVE_INFINITY;
  #inspected: number | undefined;
  /** Takes over where the terminal's process is lost. */
  #lines: LineWatch | undefined;
  /** The run at work, for it. */
  #run: readonly [RunPlace, Model, RunFacts] | undefined;
  readonly #giveBack: (() => void) | undefined;

  constructor(open: Omit<Open, 'type'>) {
    this.#giveBack = open.headless === undefined ? rememberTerminal() : undefined;
    const write = process.stderr.write.bind(process.stderr);
    this.#write = (text) => write(text);
    this.#channel = new Channel(
      (message) => this.#hear(message),
      () => this.#lost(),
    );
    // What else is written to stderr (a warning of Node's) would tear the screen: it is logged instead.
    process.stderr.write = ((text: string | Uint8Array) => {
      for (const line of String(text).trimEnd().split('\n')) this.log('warn', line);
      return true;
    }) as typeof process.stderr.write;
    this.#restoreErrors = () => {
      process.stderr.write = write;
    };
    this.#send({ type: 'open', ...open });
  }

  say(line: string): void {
    this.log('info', line);
    this.#lines?.say(line);
  }

  log(level: LogLevel, text: string): void {
    const line: LogLine = { type: 'log', time: Date.now(), level, text };
    if (level !== 'debug') {
      this.#send(line);
      return;
    }
    // Every step says something to those who debug: that goes with the next frame.
    this.#waiting.push(line);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  begin(place: RunPlace, model: Model, facts: RunFacts): void {
    const sampler = new Sampler(model);
    this.#sampler = sampler;
    this.#run = [place, model, facts];
    this.#send(beginOf(place, model, facts, sampler));
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
    this.#send({ type: 'ended', run: place, ...result });
    this.#sampler = undefined;
    this.#run = undefined;
  }

  /** Lets a paused run end. */
  release(): void {
    this.#pauses.resume();
  }

  async close(): Promise<void> {
    await this.#channel.close();
    this.#restoreErrors();
  }

  /** Sends a frame where one is due, or now; not while the last is on its way. */
  #frame(now: boolean): void {
    if (this.#sampler === undefined || this.#lines !== undefined) return;
    const at = performance.now();
    if (!now && (at - this.#sent < this.#every || this.#channel.isBusy)) return;
    this.#sent = at;
    this.#send(this.#sampler.frame(this.#pauses.paused), ...this.#inspection());
  }

  /** What there is to know of the agent that is looked at. */
  #inspection(): AgentFacts[] {
    if (this.#inspected === undefined) return [];
    const facts = this.#sampler?.describe(this.#inspected);
    return facts === undefined ? [] : [facts];
  }

  #send(...messages: Message[]): void {
    const waiting = this.#waiting.splice(0);
    this.#channel.send([...waiting, ...messages]);
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
        this.#send(...this.#inspection());
        break;
      case 'interrupt':
        // The same way as a signal from outside, with the same first and second.
        process.kill(process.pid, 'SIGINT');
    }
  }

  #lost(): void {
    this.#giveBack?.();
    this.#restoreErrors();
    this.#pauses.resume();
    this.#lines = new LineWatch((line) => this.#write(`${line}\n`));
    this.#lines.say('the terminal view has ended; the run goes on');
    if (this.#run !== undefined) this.#lines.begin(...this.#run);
  }
}
