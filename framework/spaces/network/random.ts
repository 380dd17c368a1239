import type { RandomCursor } from '../../random/index.js';
import { Links } from './links.js';

/** Erdős and Rényi 1959, as Gilbert 1959 has it: each pair is linked with the given chance. Takes a draw a pair. */
export function chanceLinks(n: number, ppm: number, random: RandomCursor): Links {
  const links = new Links(n);
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) if (random.chance(ppm)) links.add(a, b);
  return links;
}

/** Erdős and Rényi 1959: so many different pairs, all sets of them equally likely. */
export function countLinks(n: number, count: number, random: RandomCursor): Links {
  const pairs = (n * (n - 1)) / 2;
  // Where most pairs are linked, those that are not are drawn.
  const drawn = new Links(n);
  const wanted = Math.min(count, pairs - count);
  while (drawn.count < wanted) drawn.add(random.below(n), random.below(n));
  return wanted === count ? drawn : drawn.complement();
}
