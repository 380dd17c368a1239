import type { Awaitable } from '../../kernels/index.js';
import type { Outcome } from '../outcome.js';
import type { TrafficStep } from '../traffic/traffic.js';
import { Auroc, type AurocState } from './auroc.js';
import { Confusion, type ConfusionSeries, type ConfusionState } from './confusion.js';
import { type Counts, rates } from './counts.js';
import {
  type CampaignProtection,
  type ProtectionState,
  type RecordsOf,
  TimeToProtection,
  type WouldFlag,
} from './protection.js';

/** What detection said about one step's records: columns parallel to the batch's rows, and to its nodes. */
export interface Observation {
  /** [rows] 1 where the node flagged the record, by score or by blacklist. */
  readonly flagged: Uint8Array;
  /** [rows] path sums; read only for the nodes that are `scored`. */
  readonly pathSums: Uint32Array;
  /** [nodes] 1 where a forest scored the node's records; unscored ones count as they were flagged, outside the AUROC. */
  readonly scored: Uint8Array;
  /** [nodes] 1 where the node took part; an absent node received none of its records. All when left out. */
  readonly present?: Uint8Array;
  /** Copies of some of the batch's records, [rows, F]; taken from the batch where absent. */
  readonly recordsOf?: RecordsOf;
}

export interface StepOutcome extends Counts {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly auroc: number | null;
  readonly fpr: number | null;
}

/** What a checkpoint keeps of the measures. */
export interface MeasuresState {
  readonly last: number;
  readonly step: StepOutcome;
  readonly confusion: ConfusionState;
  readonly run: AurocState;
  readonly protection: ProtectionState;
}

/** All measures of a run: told a step's traffic with its truth and what detection said, asked for outcomes. */
export class Measures {
  readonly #nodes: number;
  readonly #confusion = new Confusion();
  readonly #run = new Auroc();
  readonly #step = new Auroc(Uint32Array);
  readonly #protection: TimeToProtection;
  #last = 0;
  /** Of the last step, once it was asked for. */
  #stepOutcome: StepOutcome | undefined;

  constructor(shape: { readonly nodes: number; readonly features: number }) {
    this.#nodes = shape.nodes;
    this.#protection = new TimeToProtection(shape);
  }

  /** Counts a step. Done at once where `recordsOf` is. */
  observe(step: number, { batch, truth }: TrafficStep, seen: Observation): Awaitable {
    const { flagged, pathSums, scored, present, recordsOf } = seen;
    this.#step.clear();
    // Neighbours that are alike are counted at once: their rows lie side by side.
    for (let node = 0; node < this.#nodes; ) {
      const first = node;
      const isPresent = present?.[node] !== 0;
      do node += 1;
      while (
        node < this.#nodes &&
        (present?.[node] !== 0) === isPresent &&
        (scored[node] === 0) === (scored[first] === 0)
      );
      if (!isPresent) continue;
      const from = batch.offsets[first]!;
      const to = batch.offsets[node]!;
      this.#confusion.add(step, { truth, flagged, from, to });
      if (scored[first] === 0) continue;
      this.#step.add(truth, pathSums, from, to);
      this.#run.add(truth, pathSums, from, to);
    }
    this.#last = step;
    this.#stepOutcome = undefined;
    return this.#protection.observe(step, batch, truth, present, recordsOf);
  }

  /** At a step's end; see `TimeToProtection.assess`. */
  assess(step: number, counts: Uint8Array, wouldFlag: WouldFlag): Promise<void> {
    return this.#protection.assess(step, counts, wouldFlag);
  }

  /** For checkpoints: the run so far; what the step observed last adds of its own is told until the next only. */
  save(): MeasuresState {
    return {
      last: this.#last,
      step: this.step,
      confusion: this.#confusion.save(),
      run: this.#run.save(),
      protection: this.#protection.save(),
    };
  }

  restore({ last, step, confusion, run, protection }: MeasuresState): void {
    this.#last = last;
    this.#stepOutcome = step;
    this.#confusion.restore(confusion);
    this.#run.restore(run);
    this.#protection.restore(protection);
  }

  /** The step observed last. */
  get step(): StepOutcome {
    if (this.#stepOutcome === undefined) {
      const counts = this.#confusion.at(this.#last);
      this.#stepOutcome = { ...counts, ...rates(counts), auroc: this.#step.value() };
    }
    return this.#stepOutcome;
  }

  /** The run so far. */
  get outcome(): Outcome {
    return {
      ...rates(this.#confusion.total),
      auroc: this.#run.value(),
      time_to_protection: this.#protection.mean(),
      censored: this.#protection.censored(),
    };
  }

  get total(): Counts {
    return this.#confusion.total;
  }

  /** Counts step by step, for intervals over time. */
  get series(): ConfusionSeries {
    return this.#confusion.series;
  }

  get campaigns(): readonly CampaignProtection[] {
    return this.#protection.campaigns;
  }
}
