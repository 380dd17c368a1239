import type { FromTerminal, LogLine, Open } from '../protocol.js';
import { Display } from './display.js';
import type { LiveRuns, LiveView, SweepFeed } from './sweep-feed.js';

/** Milliseconds between frames, until a key changes it. */
const EVERY = 200;
/** The part of a second that looking for changes may take of one. */
const SHARE = 0.05;

/** Milliseconds until the next look after one that failed. */
const TROUBLE = 5000;

/** What a sweep's screen needs of the world around it. */
export interface SweepTerminalOptions extends Omit<Open, 'type' | 'shows'> {
  readonly feed: SweepFeed;
  readonly live: LiveRuns;
  /** The person wants the view to end, and the sweep to be left alone. */
  leave(): void;
  /** The process that draws has ended without having been asked to. */
  lost(say: (line: string) => void): void;
}

/** Shows a sweep in the terminal's own process: tells it what changes, does what its keys ask for. */
export class SweepTerminal {
  readonly #options: SweepTerminalOptions;
  readonly #display: Display;
  #every = EVERY;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #looked: number | undefined;
  #live: { readonly cell: number; readonly view: LiveView } | undefined;

  constructor(options: SweepTerminalOptions) {
    const { title, record, headless, feed } = options;
    this.#options = options;
    this.#display = new Display(
      { shows: 'sweep', title, record, headless },
      {
        heard: (message) => this.#hear(message),
        lost: () => {
          this.#end();
          options.lost((line) => this.#display.write(line));
        },
      },
    );
    this.#display.send(feed.shape);
    this.#look();
  }

  log(level: LogLine['level'], text: string): void {
    this.#display.log(level, text);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    // What came last is seen, too.
    this.#guarded(() => this.#tell());
    this.#end();
    await this.#display.close();
  }

  #end(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#live?.view.stop();
  }

  /** Looks for changes, again and again; where that takes long, the less often. */
  #look(): void {
    const began = performance.now();
    const isWell = this.#display.isBusy || this.#guarded(() => this.#tell());
    const took = performance.now() - began;
    const wait = isWell ? Math.max(this.#every, took / SHARE) : TROUBLE;
    this.#timer = setTimeout(() => this.#look(), wait);
  }

  /** What can't be read is no fault of the sweep, which goes on. @returns whether it could */
  #guarded(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.log('error', `not shown: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  #tell(): void {
    const { feed } = this.#options;
    const delta = feed.take();
    this.#display.send(delta);
    if (this.#looked !== undefined && delta.cells.includes(this.#looked)) this.#details();
    if (this.#live !== undefined && !feed.isRunning(this.#live.cell)) this.#over('the run has ended');
  }

  #details(): void {
    if (this.#looked !== undefined) this.#display.send(this.#options.feed.details(this.#looked));
  }

  #over(why: string): void {
    if (this.#live === undefined) return;
    const { cell, view } = this.#live;
    this.#live = undefined;
    view.stop();
    this.#display.send({ type: 'not-live', cell, why });
  }

  #watch(cell: number | undefined): void {
    this.#live?.view.stop();
    this.#live = undefined;
    if (cell === undefined) return;
    let isOver = false;
    const view = this.#options.live.watch(
      cell,
      (messages) =>
        this.#display.send(...messages.map((message) => ({ type: 'live', cell, message }) as const)),
      (why) => {
        isOver = true;
        if (this.#live?.cell === cell) this.#over(why);
        else this.#display.send({ type: 'not-live', cell, why });
      },
    );
    if (!isOver) this.#live = { cell, view };
  }

  #hear(message: FromTerminal): void {
    switch (message.type) {
      case 'look':
        this.#looked = message.cell;
        this.#guarded(() => this.#details());
        break;
      case 'live':
        this.#guarded(() => this.#watch(message.cell));
        break;
      case 'inspect':
        this.#live?.view.inspect(message.agent);
        break;
      case 'pace':
        this.#every = message.every;
        break;
      case 'leave':
        this.#options.leave();
        break;
      case 'interrupt':
        // The same way as a signal from outside, with the same first and second.
        process.kill(process.pid, 'SIGINT');
    }
  }
}
