import type { RandomCursor } from '../../random/index.js';
import { Links } from './links.js';

/**
 * Watts and Strogatz 1998: a ring in which everyone is linked to its k nearest; then each link's far end moves, with
 * the given chance, to a node drawn at random. The number of links stays n · k / 2.
 */
export function smallWorldLinks(n: number, k: number, rewirePpm: number, random: RandomCursor): Links {
  const links = new Links(n);
  for (let distance = 1; distance <= k / 2; distance++)
    for (let i = 0; i < n; i++) links.add(i, (i + distance) % n);
  for (let distance = 1; distance <= k / 2; distance++)
    for (let i = 0; i < n; i++) {
      if (!random.chance(rewirePpm) || links.degree(i) >= n - 1) continue;
      let target = random.below(n);
      while (target === i || links.has(i, target)) target = random.below(n);
      links.remove(i, (i + distance) % n);
      links.add(i, target);
    }
  return links;
}

/**
 * Barabási and Albert 1999: from a star of m + 1 nodes, each new node links to m different ones, chosen in proportion
 * to their degree.
 */
export function scaleFreeLinks(n: number, m: number, random: RandomCursor): Links {
  const links = new Links(n);
  // Every end of every link, so that a uniform pick is a pick by degree.
  const ends: number[] = [];
  for (let i = 1; i <= m && i < n; i++) {
    links.add(0, i);
    ends.push(0, i);
  }
  for (let i = m + 1; i < n; i++) {
    const before = ends.length;
    while (links.degree(i) < m) {
      const target = ends[random.below(before)]!;
      if (links.add(i, target)) ends.push(i, target);
    }
  }
  return links;
}

/**
 * Everyone has k links (n · k even): ends are paired at random, and pairs that would make a loop or a second link are
 * repaired by exchanging ends with a good link; a pairing that resists repair is drawn anew.
 * Above half of all links it pairs the links that are missing instead.
 */
export function regularLinks(n: number, k: number, random: RandomCursor): Links {
  if (k * 2 > n - 1) return regularLinks(n, n - 1 - k, random).complement();
  for (;;) {
    const links = pairing(n, k, random);
    if (links !== undefined) return links;
  }
}

function pairing(n: number, k: number, random: RandomCursor): Links | undefined {
  const ends = random.shuffle(Uint32Array.from({ length: n * k }, (_, end) => end % n));
  const links = new Links(n);
  const good: [number, number][] = [];
  const bad: [number, number][] = [];
  for (let at = 0; at < ends.length; at += 2) {
    const pair: [number, number] = [ends[at]!, ends[at + 1]!];
    (links.add(...pair) ? good : bad).push(pair);
  }
  for (const [a, b] of bad) {
    let tries = 100 + good.length;
    for (; tries > 0 && good.length > 0; tries--) {
      const at = random.below(good.length);
      const [c, d] = good[at]!;
      if (a === c || b === d || links.has(a, c) || links.has(b, d)) continue;
      links.remove(c, d);
      links.add(a, c);
      links.add(b, d);
      good[at] = [a, c];
      good.push([b, d]);
      break;
    }
    if (tries === 0 || good.length === 0) return undefined;
  }
  return links;
}
