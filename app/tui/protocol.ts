/**
 * What a run and its terminal tell one another. The terminal is a process of its own, so that drawing takes nothing
 * from a step and the screen is put right whatever becomes of the run; messages are plain data (structured clone).
 */
import type { Facts, LegendEntry, Tone } from '../../framework/view/index.js';
import type { FromSweep, SweepMessage } from './sweep-protocol.js';

/** A view as a description: what its functions give comes with frames. */
export type ViewShape =
  | {
      readonly kind: 'chart';
      readonly title: string;
      readonly low?: number;
      readonly high?: number;
      readonly series: readonly { readonly name: string; readonly tone: Tone }[];
    }
  | {
      readonly kind: 'grid' | 'plane';
      readonly title: string;
      readonly legend: readonly LegendEntry[];
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'network';
      readonly title: string;
      readonly legend: readonly LegendEntry[];
      readonly nodes: number;
    }
  | { readonly kind: 'feed'; readonly title: string; readonly columns: readonly string[] };

/** Which run of a command. */
export interface RunShape {
  readonly index: number;
  readonly of: number;
  readonly scenario: string;
  readonly arm: string | undefined;
  readonly seed: number | string;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** The first message. */
export interface Open {
  readonly type: 'open';
  readonly shows: 'run' | 'sweep';
  /** What the command runs. */
  readonly title: string;
  /** File that the session is recorded to (asciicast v2); none where undefined. */
  readonly record: string | undefined;
  /** Size of a screen that is drawn for the recording alone, where there is no terminal. */
  readonly headless: ScreenSize | undefined;
}

/** A run begins, before its first step; its clock begins with it. */
export interface Begin {
  readonly type: 'begin';
  readonly run: RunShape;
  readonly stages: readonly string[];
  /** Steps that it will do; undefined for an open end. */
  readonly steps: number | undefined;
  readonly agents: number;
  readonly device: string;
  readonly threads: number;
  /** True where the run was begun before, on a device that failed: what was shown of its steps stays. */
  readonly again?: true;
  readonly views: readonly ViewShape[];
  /** Agents that can be inspected at first; 0 where none can. */
  readonly inspectable: number;
}

/** State of a map now; undefined for views that are no maps. */
export type MapState =
  | { readonly states: Uint8Array }
  | { readonly states: Uint8Array; readonly x: Float32Array; readonly y: Float32Array }
  | undefined;

/** Figures of one step, in the order of all series of all charts. */
export interface Sample {
  readonly step: number;
  readonly values: readonly (number | null)[];
}

/** What has changed since the frame before. */
export interface Frame {
  readonly type: 'frame';
  /** Milliseconds that the run has taken, by the monotonic clock of its process; pauses are left out. */
  readonly clock: number;
  /** Steps done. */
  readonly done: number;
  /** Stage that has just ended, an index in `stages`; −1 before the first. */
  readonly stage: number;
  /** [stages] wall seconds spent so far. */
  readonly seconds: readonly number[];
  readonly samples: readonly Sample[];
  /** One entry a view. */
  readonly maps: readonly MapState[];
  /** One entry a view: new rows of feeds. */
  readonly feeds: readonly (readonly (readonly string[])[])[];
  readonly rss: number;
  /** Agents that can be inspected now: some may have been born, or have died. */
  readonly inspectable: number;
  readonly paused: boolean;
}

export interface LogLine {
  readonly type: 'log';
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** A run ended; its outcomes, for the table of arms and replications. */
export interface Ended {
  readonly type: 'ended';
  readonly run: RunShape;
  readonly steps: number;
  readonly state: 'finished' | 'interrupted' | 'failed';
  readonly outcomes: readonly (readonly [name: string, value: number | null])[];
  readonly seconds: number;
}

export interface AgentFacts {
  readonly type: 'agent';
  readonly agent: number;
  readonly name: string;
  readonly facts: readonly Facts[];
}

export type Message =
  | Open
  | Begin
  | Frame
  | LogLine
  | Ended
  | AgentFacts
  /** Take the screen down and leave. */
  | { readonly type: 'close' };

/** Several at once: to send a message costs a run more than what is in it. */
export interface Batch {
  readonly type: 'batch';
  readonly messages: readonly (Message | SweepMessage)[];
}

export type ToTerminal = Message | SweepMessage | Batch;

export type FromTerminal =
  | { readonly type: 'pause' | 'resume' | 'step' }
  /** Least milliseconds between frames. */
  | { readonly type: 'pace'; readonly every: number }
  /** Tell about an agent with every frame; none where undefined. */
  | { readonly type: 'inspect'; readonly agent: number | undefined }
  /** As Ctrl-C: the first ends the run after its step, the second at once. */
  | { readonly type: 'interrupt' }
  | FromSweep;
