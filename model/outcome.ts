/** What a run answers with; every figure is a ratio of integers or an integer, or undefined where nothing was seen. */
export interface Outcome {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly auroc: number | null;
  /** False-positive rate on normal records. */
  readonly fpr: number | null;
  /** Mean steps from a campaign's first attack record to protection, over the campaigns that were reached. */
  readonly time_to_protection: number | null;
  /** Share of campaigns that never reached protection. */
  readonly censored: number | null;
}

export interface ConsensusCounts {
  readonly proposed: number;
  readonly merged: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly pending: number;
  readonly expired: number;
  readonly revoked: number;
  readonly superseded: number;
  readonly votes: number;
  readonly messages: number;
  readonly bytes: number;
}

export interface LearnCounts {
  readonly fits: number;
  readonly vetoes: number;
  readonly purged: number;
}
