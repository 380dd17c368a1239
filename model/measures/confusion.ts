import { NORMAL, UNSCORED } from '../traffic/traffic.js';
import { type Counts, noCounts } from './counts.js';

/** Records beside their truth: parallel columns, of which rows `from` … `to − 1` are counted (all when absent). */
export interface Judged {
  /** 0 normal, 1…254 an attack, 255 not scored. */
  readonly truth: Uint8Array;
  /** 1 where the node flagged the record. */
  readonly flagged: Uint8Array;
  readonly from?: number;
  readonly to?: number;
}

/** Counts step by step: parallel arrays, entry s belongs to step s; steps that saw nothing hold zeros. */
export interface ConfusionSeries {
  readonly tp: readonly number[];
  readonly fp: readonly number[];
  readonly tn: readonly number[];
  readonly fn: readonly number[];
}

/** What a checkpoint keeps of the counts. */
export interface ConfusionState {
  readonly series: Readonly<Record<string, Uint32Array>>;
  readonly total: Counts;
}

/** Counts flags against truth, per step and in total; records that are not scored leave no trace. */
export class Confusion {
  readonly #series = {
    tp: [] as number[],
    fp: [] as number[],
    tn: [] as number[],
    fn: [] as number[],
  };
  #total: Counts = noCounts;

  /** Counts rows into a step (an integer from 0); several calls for one step add up. */
  add(step: number, { truth, flagged, from = 0, to = truth.length }: Judged): void {
    let tp = 0;
    let fp = 0;
    let tn = 0;
    let fn = 0;
    for (let row = from; row < to; row += 1) {
      const attack = truth[row]!;
      if (attack === UNSCORED) continue;
      if (attack === NORMAL) {
        if (flagged[row]! === 0) tn += 1;
        else fp += 1;
      } else if (flagged[row]! === 0) fn += 1;
      else tp += 1;
    }
    this.#reach(step);
    this.#series.tp[step]! += tp;
    this.#series.fp[step]! += fp;
    this.#series.tn[step]! += tn;
    this.#series.fn[step]! += fn;
    const total = this.#total;
    this.#total = { tp: total.tp + tp, fp: total.fp + fp, tn: total.tn + tn, fn: total.fn + fn };
  }

  get total(): Counts {
    return this.#total;
  }

  get series(): ConfusionSeries {
    return this.#series;
  }

  /** Counts of one step; zeros for a step that saw nothing. */
  at(step: number): Counts {
    const { tp, fp, tn, fn } = this.#series;
    return { tp: tp[step] ?? 0, fp: fp[step] ?? 0, tn: tn[step] ?? 0, fn: fn[step] ?? 0 };
  }

  /** For checkpoints. */
  save(): ConfusionState {
    const { tp, fp, tn, fn } = this.#series;
    const series = { tp, fp, tn, fn };
    return {
      series: Object.fromEntries(
        Object.entries(series).map(([name, counts]) => [name, Uint32Array.from(counts)]),
      ),
      total: this.#total,
    };
  }

  restore({ series, total }: ConfusionState): void {
    for (const [name, counts] of Object.entries(this.#series)) {
      counts.length = 0;
      for (const count of series[name]!) counts.push(count);
    }
    this.#total = total;
  }

  #reach(step: number): void {
    if (this.#series.tp.length > step) return;
    for (const column of Object.values(this.#series)) while (column.length <= step) column.push(0);
  }
}
