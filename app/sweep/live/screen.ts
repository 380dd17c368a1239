import type { RunReader } from '../../../framework/experiment/store/index.js';
import type { RunRow } from '../../../framework/index.js';
import type { LiveView } from '../../tui/host/sweep-feed.js';
import { SweepTerminal } from '../../tui/host/sweep-terminal.js';
import type { ScreenSize } from '../../tui/index.js';
import { failureText, SweepLines } from '../drive/lines.js';
import type { SweepCounts, SweepWatch } from '../drive/watch.js';
import { isDraining, openFeed } from './around.js';
import type { LiveSource } from './server.js';

/** Nothing to look at. */
export const NO_VIEW: LiveView = { inspect: () => undefined, stop: () => undefined };

export interface SweepScreenOptions {
  readonly folder: string;
  readonly engine: string;
  readonly record: string | undefined;
  readonly headless: ScreenSize | undefined;
}

/** A sweep on a screen, for who drives it. */
export class SweepScreen implements SweepWatch {
  readonly #terminal: SweepTerminal;
  readonly #table: RunReader;
  readonly #began = performance.now();
  #live: LiveSource | undefined;
  /** Takes over where the terminal's process is lost. */
  #lines: SweepLines | undefined;

  constructor({ folder, engine, record, headless }: SweepScreenOptions) {
    const { feed, table } = openFeed(folder, { drives: true }, () => ({
      at: isDraining(folder) ? 'its end' : 'work',
      engine,
      slots: this.#live?.hello().slots,
      elapsed: (performance.now() - this.#began) / 1000,
    }));
    this.#table = table;
    this.#terminal = new SweepTerminal({
      title: feed.shape.name,
      record,
      headless,
      feed,
      live: {
        watch: (cell, heard, over) => {
          const view = this.#live?.watch(feed.keyOf(cell), heard) ?? 'the sweep is not at work yet';
          if (typeof view !== 'string') return view;
          over(view);
          return NO_VIEW;
        },
      },
      leave: () => undefined,
      lost: (say) => {
        this.#lines = new SweepLines(say);
        this.#lines.say('the terminal view has ended; the sweep goes on');
      },
    });
  }

  /** The engine is open: runs can be looked at. */
  driving(live: LiveSource): void {
    this.#live = live;
  }

  say(line: string): void {
    this.#terminal.log('info', line);
    this.#lines?.say(line);
  }

  counted(counts: SweepCounts): void {
    this.#lines?.counted(counts);
  }

  failed(run: RunRow, again: boolean): void {
    this.#terminal.log('warn', failureText(run, again));
    this.#lines?.failed(run, again);
  }

  async close(): Promise<void> {
    await this.#terminal.close();
    this.#table.close();
  }
}
