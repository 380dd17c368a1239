/**
 * What a model shows of itself while it runs: charts, maps and feeds, and what one agent looks like. Plain data, read
 * between stages; reading must change nothing, so a run is the same whether or not somebody watches.
 */

/** What a figure or a state means, from which a display chooses colours that people can tell apart. */
export type Tone = 'calm' | 'good' | 'warn' | 'bad' | 'accent' | 'odd' | 'off';

export interface Series {
  readonly name: string;
  readonly tone: Tone;
  /** The figure of the step that has just ended; null where there is none. */
  value(): number | null;
}

/** Figures over time. */
export interface ChartView {
  readonly kind: 'chart';
  readonly title: string;
  /** Ends of the axis where they are fixed; fitted to the figures where absent. */
  readonly low?: number;
  readonly high?: number;
  readonly series: readonly Series[];
}

/** One state that a cell or an agent can be in; its place in the legend is its number. */
export interface LegendEntry {
  readonly label: string;
  readonly tone: Tone;
  /** One column wide each, the second in ASCII: states differ by glyph, so that they need no colour. */
  readonly glyph: string;
  readonly ascii: string;
  /**
   * Where many agents share a cell of the screen, the rank of a state: the highest that any of them has shows, with
   * the share that has it. 0 (where absent) is the ground that others stand on.
   */
  readonly rank?: number;
}

/** What all maps have. */
export interface MapView {
  readonly title: string;
  readonly legend: readonly LegendEntry[];
}

/** Cells side by side. */
export interface GridView extends MapView {
  readonly kind: 'grid';
  readonly width: number;
  readonly height: number;
  /** [height, width] state of each cell, row by row from the top. */
  cells(): Uint8Array;
}

/** Agents at points of a plane, [0, width) × [0, height), y downwards. */
export interface PlaneView extends MapView {
  readonly kind: 'plane';
  readonly width: number;
  readonly height: number;
  /** One entry an agent. */
  points(): { readonly x: Float32Array; readonly y: Float32Array; readonly states: Uint8Array };
}

/** Nodes of a network, in the order of their ids. */
export interface NetworkView extends MapView {
  readonly kind: 'network';
  readonly nodes: number;
  /** [nodes] */
  states(): Uint8Array;
}

/** Rows as they are added, such as a ledger's. */
export interface FeedView {
  readonly kind: 'feed';
  readonly title: string;
  readonly columns: readonly string[];
  /** Rows from number `from` on (0 is the first of the run), at most `most` of them, the latest where there are more. */
  rows(from: number, most: number): { readonly next: number; readonly rows: readonly (readonly string[])[] };
}

export type View = ChartView | GridView | PlaneView | NetworkView | FeedView;

/** What is told of one agent: figures with names, or a small table. */
export type Facts =
  | { readonly title: string; readonly figures: readonly (readonly [name: string, value: string])[] }
  | {
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Agents that can be looked at one by one. */
export interface Inspector {
  readonly agents: number;
  nameOf(agent: number): string;
  describe(agent: number): readonly Facts[];
}

/** Everything that a model shows. */
export interface Views {
  readonly views: readonly View[];
  readonly inspector?: Inspector;
}
