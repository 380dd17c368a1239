/** A confusion table: how many records were flagged and how many were attacks. Integers. */
export interface Counts {
  /** Attacks that were flagged. */
  readonly tp: number;
  /** Normal records that were flagged. */
  readonly fp: number;
  /** Normal records that were not flagged. */
  readonly tn: number;
  /** Attacks that were not flagged. */
  readonly fn: number;
}

export const noCounts: Counts = { tp: 0, fp: 0, tn: 0, fn: 0 };

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Share of the flagged records that are attacks; null where nothing was flagged. */
export const precision = ({ tp, fp }: Counts): number | null => ratio(tp, tp + fp);

/** Share of the attacks that were flagged; null where there was none. */
export const recall = ({ tp, fn }: Counts): number | null => ratio(tp, tp + fn);

/** 2tp / (2tp + fp + fn), the harmonic mean of precision and recall; null without attacks and flags. */
export const f1 = ({ tp, fp, fn }: Counts): number | null => ratio(2 * tp, 2 * tp + fp + fn);

/** False-positive rate: share of the normal records that were flagged; null where there was none. */
export const fpr = ({ fp, tn }: Counts): number | null => ratio(fp, fp + tn);

/** The four ratios by the names that results carry. */
export const statistics = { precision, recall, f1, fpr } as const;

/** All four ratios of one table. */
export function rates(counts: Counts): Record<keyof typeof statistics, number | null> {
  return { precision: precision(counts), recall: recall(counts), f1: f1(counts), fpr: fpr(counts) };
}
