import { type Instance, render } from 'ink';
import type { SingleRun } from '../../model/experiment.js';
import type { Watch } from '../run/watch.js';
import { Pace } from './pace.js';
import { Progress, type ProgressView } from './progress.js';

/** Progress drawn on a terminal: on stderr, so that stdout holds results alone. */
export class ScreenWatch implements Watch {
  readonly #ink: Instance;
  readonly #clock: () => number;
  #pace = new Pace();
  #view: ProgressView;
  #drawn = Number.NEGATIVE_INFINITY;

  constructor(
    title: string,
    stream: NodeJS.WriteStream,
    clock: () => number = () => performance.now() / 1000,
  ) {
    this.#clock = clock;
    this.#view = {
      title,
      run: '',
      done: 0,
      total: undefined,
      rate: undefined,
      left: undefined,
      stage: '',
      notes: [],
      colour: !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    };
    // Ctrl-C stays a signal: the run ends after its step, which Ink could not know.
    this.#ink = render(<Progress {...this.#view} />, {
      stdout: stream,
      exitOnCtrlC: false,
      patchConsole: false,
    });
  }

  say(line: string): void {
    this.#draw({ notes: [...this.#view.notes, line].slice(-5) }, true);
  }

  begin({ arm, seed }: SingleRun, index: number, of: number): void {
    this.#pace = new Pace();
    this.#pace.mark(0, this.#clock());
    const run = of > 1 ? `run ${index + 1}/${of}, ${arm}, seed ${seed}` : `seed ${seed}`;
    this.#draw({ run, done: 0, total: undefined, rate: undefined, left: undefined, stage: '' }, true);
  }

  step(done: number, total: number | undefined): void {
    this.#pace.mark(done, this.#clock());
    const { rate } = this.#pace;
    this.#draw({ done, total, rate, left: this.#pace.left(total) }, done === total);
  }

  stage(stage: string): void {
    this.#draw({ stage }, false);
  }

  /** The last frame stays on the screen, without what is true only while the run goes on. */
  close(): void {
    this.#draw({ stage: undefined, left: undefined }, true);
    this.#ink.unmount();
  }

  /** At most 20 times a second: drawing must not slow the run. */
  #draw(change: Partial<ProgressView>, now: boolean): void {
    this.#view = { ...this.#view, ...change };
    const at = this.#clock();
    if (!now && at - this.#drawn < 0.05) return;
    this.#drawn = at;
    this.#ink.rerender(<Progress {...this.#view} />);
  }
}
