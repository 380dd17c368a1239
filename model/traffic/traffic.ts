import type { Awaitable } from '../../kernels/index.js';

/**
 * Records of one step, node by node.
 *
 * `records` holds `offsets[nodes]` rows of `features` unsigned 16-bit values, row-major; node i owns the rows
 * `offsets[i]` … `offsets[i + 1] − 1`, in time order. It is an array of the step's own, which may lie on the device: to
 * be read (`columns.read`) before the host looks at it.
 */
export interface TrafficBatch {
  readonly offsets: Uint32Array;
  readonly records: Uint16Array;
}

/** Truth of a record: 0 normal, 1…254 the attack (campaign or class) that made it, 255 replayed but not scored. */
export const NORMAL = 0;
export const UNSCORED = 255;

/** One step of traffic with its truth, which only measures may read: no stage of the cycle is handed it. */
export interface TrafficStep {
  readonly batch: TrafficBatch;
  /** One entry a row of `batch.records`. */
  readonly truth: Uint8Array;
  /** Simulated seconds at the step's start. */
  readonly clock: number;
}

/** Records that fill the windows before step 0. */
export interface WarmUp extends TrafficStep {
  /** One entry a row: which of the warm-up's periods, each as long as a step, it belongs to, from 0. */
  readonly period: Uint32Array;
  /** How many periods the warm-up spans. */
  readonly periods: number;
}

/** Where traffic comes from: generated, or replayed from a capture. A pure function of (parameters, seed, step). */
export interface TrafficSource {
  readonly nodes: number;
  readonly features: number;
  /** One name a node (a host, a vantage point, or its index). */
  readonly nodeNames: readonly string[];
  readonly featureNames: readonly string[];
  /** Names of the attacks: `attackNames[k - 1]` is truth k. */
  readonly attackNames: readonly string[];
  /** Steps until the source is exhausted; undefined for a source without end. */
  readonly steps: number | undefined;
  warmUp(): Awaitable<WarmUp>;
  at(step: number): Awaitable<TrafficStep>;
}
