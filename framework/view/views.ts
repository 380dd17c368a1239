/**
 * What a model shows of itself while it runs: charts, maps and feeds, and what one agent looks like. Plain data, read
 * between stages; reading must change nothing, so a run is the same whether or not somebody watches.
 */

/** What a figure or a state means, from which a display chooses colours that people can tell apart. */
export type Tone = 'calm' | 'good' | 'warn' | 'bad' | 'accent' | 'odd' | 'off';

/** One figure over time. */
export interface Series {
  /** What people read beside it. */
  readonly name: string;
  /** What the figure means, for its colour. */
  readonly tone: Tone;
  /** The figure of the step that has just ended; null where there is none. */
  value(): number | null;
}

/** Figures over time. */
export interface ChartView {
  readonly kind: 'chart';
  /** What people read above it. */
  readonly title: string;
  /** Ends of the axis where they are fixed; fitted to the figures where absent. */
  readonly low?: number;
  /** The upper end; see `low`. */
  readonly high?: number;
  /** At least one; they share the axis. */
  readonly series: readonly Series[];
}

/** One state that a cell or an agent can be in; its place in the legend is its number. */
export interface LegendEntry {
  /** What people read beside it. */
  readonly label: string;
  /** What the state means, for its colour. */
  readonly tone: Tone;
  /** One column wide each, the second in ASCII: states differ by glyph, so that they need no colour. */
  readonly glyph: string;
  /** The same where a terminal has no more than ASCII. */
  readonly ascii: string;
  /**
   * Where many agents share a cell of the screen, the rank of a state: the highest that any of them has shows, with
   * the share that has it. 0 (where absent) is the ground that others stand on.
   */
  readonly rank?: number;
}

/** What all maps have. */
export interface MapView {
  /** What people read above it. */
  readonly title: string;
  /** The states, by their numbers. */
  readonly legend: readonly LegendEntry[];
}

/** Cells side by side. */
export interface GridView extends MapView {
  readonly kind: 'grid';
  /** Cells from left to right. */
  readonly width: number;
  /** Cells from top to bottom. */
  readonly height: number;
  /** [height, width] state of each cell, row by row from the top. */
  cells(): Uint8Array;
}

/** Agents at points of a plane, [0, width) × [0, height), y downwards. */
export interface PlaneView extends MapView {
  readonly kind: 'plane';
  /** Upper end of x, in the model's own unit of length. */
  readonly width: number;
  /** Upper end of y, in the same. */
  readonly height: number;
  /** One entry an agent. */
  points(): { readonly x: Float32Array; readonly y: Float32Array; readonly states: Uint8Array };
}

/** Nodes of a network, in the order of their ids. */
export interface NetworkView extends MapView {
  readonly kind: 'network';
  /** How many nodes: they are 0 … nodes − 1. */
  readonly nodes: number;
  /** [nodes] */
  states(): Uint8Array;
}

/** Rows as they are added, such as a ledger's. */
export interface FeedView {
  readonly kind: 'feed';
  /** What people read above it. */
  readonly title: string;
  /** Heads of the columns. */
  readonly columns: readonly string[];
  /** Rows from number `from` on (0 is the first of the run), at most `most` of them, the latest where there are more. */
  rows(from: number, most: number): { readonly next: number; readonly rows: readonly (readonly string[])[] };
}

/** Anything that a model shows; `kind` tells which. */
export type View = ChartView | GridView | PlaneView | NetworkView | FeedView;

/** What is told of one agent: figures with names, or a small table. */
export type Facts =
  | { readonly title: string; readonly figures: readonly (readonly [name: string, value: string])[] }
  | {
      /** What people read above it. */
      readonly title: string;
      /** Heads of the columns. */
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Agents that can be looked at one by one. */
export interface Inspector {
  /** How many agents there are as the model stands: they are 0 … agents − 1. A display asks `model.views` anew for it. */
  readonly agents: number;
  /** What people call an agent. */
  nameOf(agent: number): string;
  /** What is told of an agent as it stands, in order of importance. */
  describe(agent: number): readonly Facts[];
}

/** Everything that a model shows. */
export interface Views {
  /** In the order in which they are shown. */
  readonly views: readonly View[];
  /** Absent where agents are not looked at one by one. */
  readonly inspector?: Inspector;
}
