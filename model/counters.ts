/** What happened in a step, and in a run: counts only. */
const NAMES = [
  'seen',
  'flagged',
  'listed',
  'proposed',
  'merged',
  'accepted',
  'rejected',
  'expired',
  'revoked',
  'superseded',
  'votes',
  'messages',
  'bytes',
  'fits',
  'vetoes',
  'purged',
] as const;

export type Counter = (typeof NAMES)[number];
export type Counts = Readonly<Record<Counter, number>>;

const zero = (): Record<Counter, number> =>
  Object.fromEntries(NAMES.map((name) => [name, 0])) as Record<Counter, number>;

export class Counters {
  readonly total: Record<Counter, number> = zero();
  /** Counts of the running step. */
  step: Record<Counter, number> = zero();

  add(name: Counter, count = 1): void {
    this.step[name] += count;
    this.total[name] += count;
  }

  /** What the warm-up did is no part of the run. */
  forgetWarmUp(): void {
    Object.assign(this.total, zero());
    this.nextStep();
  }

  /** For checkpoints. */
  save(): { readonly total: Counts; readonly step: Counts } {
    return { total: this.total, step: this.step };
  }

  restore({ total, step }: ReturnType<Counters['save']>): void {
    Object.assign(this.total, total);
    this.step = { ...step };
  }

  nextStep(): void {
    this.step = zero();
  }
}
