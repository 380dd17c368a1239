import type { RandomStream } from '../../../framework/random/index.js';
import type { TextColumn } from './columns.js';

/** Share of the rows that is dealt to any node, so that no node sees one service alone: 10 %. */
const REMAINDER_PPM = 100_000;

/** Deals rows to nodes: one node a row. `warm` is the number of rows at the start that a partition may look at. */
export type Partition = (
  service: TextColumn,
  warm: number,
  nodes: number,
  stream: RandomStream,
) => Uint32Array;

/**
 * By service: services stand in line, most frequent first, and the line is cut into equal parts, one a node; a row goes to a
 * random place within its service's part of the line, and every tenth row, or one of a service not seen before, anywhere.
 * A big service spans several nodes, small ones share a node, and nodes stay about equally busy.
 */
export const byService: Partition = (service, warm, nodes, stream) => {
  const count = new Uint32Array(service.words.length);
  for (let row = 0; row < warm; row++) count[service.codes[row]!]!++;
  const line = [...count.keys()].sort(
    (a, b) => count[b]! - count[a]! || (service.words[a]! < service.words[b]! ? -1 : 1),
  );
  const start = new Uint32Array(service.words.length);
  let total = 0;
  for (const code of line) {
    start[code] = total;
    total += count[code]!;
  }
  return service.codes.map((code, row) => {
    if (count[code] === 0 || stream.chance(REMAINDER_PPM, 0, row, 0)) return stream.below(nodes, 0, row, 1);
    const place = start[code]! + stream.below(count[code]!, 0, row, 2);
    return Math.floor((place * nodes) / total);
  });
};

/** By seed: every service has a node's chances drawn from 1, 2, 4 … 128, so that nodes see different mixtures of services. */
export const bySeed: Partition = (service, _warm, nodes, stream) => {
  const ends = service.words.map((_, code) => {
    let total = 0;
    return Uint32Array.from({ length: nodes }, (_, node) => {
      total += 1 << stream.below(8, 1 + code, node, 0);
      return total;
    });
  });
  return service.codes.map((code, row) => {
    const end = ends[code]!;
    const place = stream.below(end[nodes - 1]!, 0, row, 0);
    return firstAbove(end, place);
  });
};

/** Index of the first value above `place` in an ascending array. */
function firstAbove(ascending: Uint32Array, place: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
