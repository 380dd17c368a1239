import type { Model } from '../../framework/index.js';

/** Which run of a command this is. */
export interface RunPlace {
  /** Its place among the runs of its scenario, from 0, and how many they are. */
  readonly index: number;
  readonly of: number;
  readonly scenario: string;
  /** Undefined for a model without arms. */
  readonly arm: string | undefined;
  readonly seed: number | string;
}

export interface RunFacts {
  /** Steps that it will do; undefined where it has no end of its own. */
  readonly steps: number | undefined;
  readonly agents: number;
  readonly device: string;
  readonly threads: number;
  /** True where the run was begun before, on a device that failed: what is known of its steps stays. */
  readonly again?: true;
}

export interface RunResult {
  readonly state: 'finished' | 'interrupted' | 'failed';
  readonly steps: number;
  readonly seconds: number;
  readonly outcomes: readonly (readonly [name: string, value: number | null])[];
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a run tells the people who watch it; they listen to its events, and change nothing. */
export interface Watch {
  /** A line that matters whatever the form of the progress: the device, a warning. */
  say(line: string): void;
  /** A line of the log; absent where nobody reads it. */
  log?(level: LogLevel, text: string): void;
  /** The run's model is there, before its first step. */
  begin(place: RunPlace, model: Model, facts: RunFacts): void;
  /** Asked before each step: a pause is a promise that settles when the run may go on. */
  gate(): Promise<void> | undefined;
  ended(place: RunPlace, result: RunResult): void;
  /** Takes down what was drawn; the terminal is free again when it settles. */
  close(): Promise<void> | void;
}
