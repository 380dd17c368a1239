/** Characters of a name that are compared: names are shorter. */
const LONGEST = 64;

/**
 * Optimal string alignment distance (Damerau–Levenshtein with adjacent transpositions); case does not count.
 */
export function distance(left: string, right: string): number {
  const a = left.slice(0, LONGEST).toLowerCase();
  const b = right.slice(0, LONGEST).toLowerCase();
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, before[j - 2]! + 1);
      }
      row.push(best);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}

/** The candidate a typo most likely meant, or undefined when none is near (a third of its length, at least one). */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longer = Math.max(name.length, candidate.length);
    const allowed = Math.max(1, Math.floor(Math.min(longer, LONGEST) / 3));
    if (Math.abs(name.length - candidate.length) > allowed) continue;
    const away = distance(name, candidate);
    // Something of the shorter one must be left.
    const shorter = Math.min(name.length, candidate.length);
    if (away <= allowed && away < shorter && away < least) {
      least = away;
      best = candidate;
    }
  }
  return best;
}
