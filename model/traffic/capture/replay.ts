import { Exit, StarlingError } from '../../../framework/errors.js';
import type { TrafficSource, TrafficStep, WarmUp } from '../traffic.js';
import { FixedPoint, signedLog } from './fixed.js';

/** A capture as its reader hands it over: columns, and where each row goes. */
export interface Capture {
  readonly name: string;
  readonly nodeNames: readonly string[];
  readonly featureNames: readonly string[];
  /** Raw values, one array a feature. */
  readonly columns: readonly Float64Array[];
  /** Row indices in the order of time. */
  readonly order: Uint32Array;
  /** Node of each row. */
  readonly node: Uint32Array;
  /** Step of each row; negative for the rows that fill the windows, counted back from step 0. */
  readonly step: Int32Array;
  readonly steps: number;
  /** Truth of each row: see `TrafficStep`. */
  readonly truth: Uint8Array;
  readonly attackNames: readonly string[];
  /** Label of each row, for the facts. */
  readonly label: { readonly codes: Uint32Array; readonly words: readonly string[] };
  /** Simulated seconds at a step's start; the warm-up is step −1. */
  readonly clock: (step: number) => number;
  /** What a reader decided and a user should know. */
  readonly notes: readonly string[];
}

/** Index of the warm-up among the views. */
const WARM_UP = -1;

/** What a run's log says of a capture. Counted for the reader: no detector is handed any of it. */
export interface CaptureFacts {
  readonly name: string;
  readonly rows: number;
  readonly steps: number;
  readonly nodes: readonly { readonly name: string; readonly warmUp: number; readonly replayed: number }[];
  readonly warmUp: {
    readonly rows: number;
    /** Rows by label, most frequent first. */
    readonly labels: readonly { readonly label: string; readonly rows: number }[];
    /** Rows of an attack: nothing removes them, so the warm-up is poisoned by this share. */
    readonly attacks: number;
    readonly attackShare: number;
  };
  readonly notes: readonly string[];
}

/**
 * Traffic replayed from a capture. Every column takes the signed log, then one linear map fitted on the rows of the
 * warm-up of all nodes together (minimum to maximum, clipped) to 16 bits. Laid out once, step by step and node by node, so
 * that a step is a slice of it.
 */
export class CaptureTraffic implements TrafficSource {
  readonly nodes: number;
  readonly features: number;
  readonly nodeNames: readonly string[];
  readonly featureNames: readonly string[];
  readonly attackNames: readonly string[];
  readonly steps: number;
  readonly facts: CaptureFacts;
  readonly #name: string;
  readonly #records: Uint16Array;
  readonly #truth: Uint8Array;
  /** Layout row where step s starts, at index s + 1; nodes within a step at (s + 1) · nodes + node. */
  readonly #starts: Uint32Array;
  readonly #clock: (step: number) => number;
  readonly #periods: Pick<WarmUp, 'period' | 'periods'>;

  constructor(capture: Capture) {
    this.#name = capture.name;
    this.nodes = capture.nodeNames.length;
    this.features = capture.featureNames.length;
    this.nodeNames = capture.nodeNames;
    this.featureNames = capture.featureNames;
    this.attackNames = capture.attackNames;
    this.steps = capture.steps;
    this.#clock = capture.clock;

    const { starts, layout } = layOut(capture);
    this.#starts = starts;
    const warmUpRows = layout.subarray(0, starts[this.nodes]!);
    if (warmUpRows.length === 0) {
      throw new StarlingError('The warm-up of the capture holds no record.', {
        code: Exit.usage,
        place: capture.name,
        hint: 'Set traffic.warmUp to more seconds: it fills the windows and fits the scale of the columns.',
      });
    }
    const steps = warmUpRows.map((row) => -capture.step[row]!);
    const periods = steps.reduce((most, back) => Math.max(most, back), 0);
    this.#periods = { period: steps.map((back) => periods - back), periods };
    this.#records = quantise(capture.columns, layout, warmUpRows);
    this.#truth = Uint8Array.from(layout, (row) => capture.truth[row]!);
    this.facts = factsOf(capture, starts, warmUpRows);
  }

  warmUp(): WarmUp {
    return { ...this.#view(WARM_UP), ...this.#periods };
  }

  /** @throws StarlingError when the capture has no such step. */
  at(step: number): TrafficStep {
    if (!Number.isInteger(step) || step < 0 || step >= this.steps) {
      throw new StarlingError(`The capture has no step ${step}: it ends after ${this.steps} steps.`, {
        code: Exit.usage,
        place: this.#name,
        hint: `Ask for at most ${this.steps} steps, or leave steps out to run to the end.`,
      });
    }
    return this.#view(step);
  }

  #view(step: number): TrafficStep {
    const from = (step + 1) * this.nodes;
    const first = this.#starts[from]!;
    const end = this.#starts[from + this.nodes]!;
    const offsets = this.#starts.slice(from, from + this.nodes + 1).map((start) => start - first);
    return {
      batch: { offsets, records: this.#records.slice(first * this.features, end * this.features) },
      truth: this.#truth.subarray(first, end),
      clock: this.#clock(step),
    };
  }
}

/** Sorts rows by (step, node), keeping the order of time: a counting sort. */
function layOut({ order, node, step, steps, nodeNames }: Capture): {
  starts: Uint32Array;
  layout: Uint32Array;
} {
  const nodes = nodeNames.length;
  const starts = new Uint32Array((steps + 1) * nodes + 1);
  const cell = (row: number): number => (Math.max(WARM_UP, step[row]!) + 1) * nodes + node[row]!;
  for (const row of order) starts[cell(row) + 1]!++;
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const next = starts.slice();
  const layout = new Uint32Array(order.length);
  for (const row of order) layout[next[cell(row)]!++] = row;
  return { starts, layout };
}

/** [rows, features] 16-bit codes of the rows in their layout. */
function quantise(columns: readonly Float64Array[], layout: Uint32Array, fitRows: Uint32Array): Uint16Array {
  const features = columns.length;
  const records = new Uint16Array(layout.length * features);
  for (const [feature, column] of columns.entries()) {
    const values = column.map(signedLog);
    const map = new FixedPoint(values, fitRows);
    for (let i = 0; i < layout.length; i++) records[i * features + feature] = map.code(values[layout[i]!]!);
  }
  return records;
}

function factsOf(capture: Capture, starts: Uint32Array, warmUpRows: Uint32Array): CaptureFacts {
  const { nodeNames, node, label, truth, attackNames } = capture;
  const replayed = new Uint32Array(nodeNames.length);
  for (const row of capture.order) replayed[node[row]!]!++;
  const counts = new Uint32Array(label.words.length);
  let attacks = 0;
  for (const row of warmUpRows) {
    counts[label.codes[row]!]!++;
    if (truth[row]! > 0 && truth[row]! <= attackNames.length) attacks++;
  }
  return {
    name: capture.name,
    rows: capture.order.length,
    steps: capture.steps,
    nodes: nodeNames.map((name, i) => {
      const warmUp = starts[i + 1]! - starts[i]!;
      return { name, warmUp, replayed: replayed[i]! - warmUp };
    }),
    warmUp: {
      rows: warmUpRows.length,
      labels: label.words
        .map((word, i) => ({ label: word, rows: counts[i]! }))
        .filter(({ rows }) => rows > 0)
        .sort((a, b) => b.rows - a.rows || (a.label < b.label ? -1 : 1)),
      attacks,
      attackShare: attacks / warmUpRows.length,
    },
    notes: capture.notes,
  };
}
