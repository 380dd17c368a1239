/** Measuring sides in turn: A B A B …, each after a warm-up, so that what else the machine does falls on all alike. */

/** One side of a comparison. `prepare` and `finish` lie outside what is timed. */
export interface Side {
  readonly name: string;
  readonly prepare?: () => void | Promise<void>;
  /** Does the work once, here, and is timed; or asks another process, which times itself. */
  readonly work: (() => void | Promise<void>) | { ask(): Promise<Timed> };
  readonly finish?: () => void | Promise<void>;
}

export interface Timed {
  readonly wall: number;
  /** Seconds of processor time, all cores together; absent where it is not known. */
  readonly cpu?: number;
  /** Peak resident memory. */
  readonly megabytes?: number;
  /** Work done, where it differs from what the case says. */
  readonly work?: number;
}

/** Wall time, or processor time, which other work on the machine hardly touches but which hides what threads gain. */
export type Clock = 'wall' | 'cpu';

/** What is compared: the sides do the same `work`, counted in `unit`. */
export interface Case {
  readonly name: string;
  readonly unit: string;
  readonly work: number;
  /** Which time rates are of; where absent, processor time if every side knows its own, else wall time. */
  readonly by?: Clock;
  /** The first is what the others are compared with. */
  readonly sides: readonly Side[];
}

export interface Bench {
  readonly name: string;
  /** What it answers, in one line. */
  readonly question: string;
  /** Runs only where it is asked for by name. */
  readonly onDemand?: true;
  cases(options: BenchOptions): AsyncIterable<Case>;
}

export interface BenchOptions {
  readonly rounds: number;
  /** Cores that kernels may use. */
  readonly threads: number;
  /** Small sizes, for a look. */
  readonly quick: boolean;
}

/** A side can't do its work here: it is left out, and why is told. */
export class Unable extends Error {}

export interface Sample extends Timed {
  readonly bench: string;
  readonly case: string;
  readonly side: string;
  readonly round: number;
  readonly unit: string;
  readonly work: number;
  readonly by?: Clock;
}

/** Work that is shorter is repeated for so long before its first round: a run calls its kernels many times, too. */
const WARM_UP_MS = 200;

/** Rounds in turn, each side's after a warm-up that is not kept. */
export async function measure(
  bench: string,
  of: Case,
  { rounds }: Pick<BenchOptions, 'rounds'>,
): Promise<Sample[]> {
  const sides: Side[] = [];
  for (const side of of.sides) if (await warmUp(side)) sides.push(side);
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const side of sides) {
      const timed = await turn(side);
      samples.push({
        bench,
        case: of.name,
        side: side.name,
        round,
        unit: of.unit,
        ...(of.by === undefined ? {} : { by: of.by }),
        ...timed,
        work: timed.work ?? of.work,
      });
    }
  }
  return samples;
}

/** Once where another process does the work. Answers whether the side can do it. */
async function warmUp(side: Side): Promise<boolean> {
  const end = performance.now() + WARM_UP_MS;
  try {
    do await turn(side);
    while (typeof side.work === 'function' && performance.now() < end);
    return true;
  } catch (error) {
    if (!(error instanceof Unable)) throw error;
    console.error(`bench: left out: ${error.message}`);
    return false;
  }
}

async function turn(side: Side): Promise<Timed> {
  await side.prepare?.();
  try {
    return await time(side);
  } finally {
    await side.finish?.();
  }
}

async function time({ work }: Side): Promise<Timed> {
  if (typeof work !== 'function') return work.ask();
  const before = process.cpuUsage();
  const began = performance.now();
  const pending = work();
  if (pending !== undefined) await pending;
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6 };
}

export interface Figures {
  readonly median: number;
  /** Quartiles. */
  readonly low: number;
  readonly high: number;
}

export function figures(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.ceil(place);
    return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
