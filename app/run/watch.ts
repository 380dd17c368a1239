import type { SingleRun } from '../../model/experiment.js';

/** What a run tells the people who watch it. */
export interface Watch {
  /** A line that matters whatever the form of the progress: the device, a warning. */
  say(line: string): void;
  begin(run: SingleRun, index: number, of: number): void;
  /** `total` is known where the scenario or its capture has an end. */
  step(done: number, total: number | undefined): void;
  stage(name: string): void;
  /** Takes down what was drawn. */
  close(): void;
}
