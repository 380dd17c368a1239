/** What a run of a design took. */
export interface Probed {
  /** As `sizeOf` has it. */
  readonly size: number;
  /** Wall seconds, above 0. */
  readonly seconds: number;
  /** Bytes that it leaves behind. */
  readonly bytes: number;
}

/** What is expected of runs, from the few that were measured. */
export interface Estimate {
  /** Wall seconds of all runs, one after another. */
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * The sum over the designs, each expected between the measured ones by its size: logarithms are laid between the nearest on
 * both sides, beyond them the nearest counts.
 *
 * @param probed at least one
 * @param runs how many there are of each size
 */
export function estimate(
  probed: readonly Probed[],
  runs: readonly { readonly size: number; readonly count: number }[],
): Estimate {
  const known = [...probed].sort((a, b) => a.size - b.size);
  const sum = (figure: (of: Probed) => number): number =>
    runs.reduce((all, { size, count }) => all + count * between(known, size, figure), 0);
  return { seconds: sum(({ seconds }) => seconds), bytes: sum(({ bytes }) => bytes) };
}

function between(known: readonly Probed[], size: number, figure: (of: Probed) => number): number {
  const above = known.findIndex((each) => each.size >= size);
  if (above === -1) return figure(known.at(-1)!);
  const high = known[above]!;
  if (above === 0 || high.size === size) return figure(high);
  const low = known[above - 1]!;
  const share = (size - low.size) / (high.size - low.size);
  return figure(low) * (figure(high) / figure(low)) ** share;
}
