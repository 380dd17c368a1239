import { Exit, StarlingError } from '../../framework/errors.js';
import { listedNodes } from '../adversary/index.js';
import type { SecurityParameters } from '../parameters.js';

type Partition = SecurityParameters['faults']['partitions'][number];

/** Link partitions: while one holds, no link joins two of its parts. Nodes that no part names form one more part. */
export class Partitions {
  readonly #partitions: readonly {
    readonly part: Uint32Array;
    readonly start: number;
    readonly end: number;
  }[];

  constructor(partitions: readonly Partition[], nodes: number) {
    this.#partitions = partitions.map(({ parts, start, steps }) => ({
      part: partOf(parts, nodes),
      start,
      end: start + steps,
    }));
  }

  changesAt(step: number): boolean {
    return this.#partitions.some(({ start, end }) => step === start || step === end);
  }

  /** Whether the link between two nodes is cut in this step. */
  cuts(step: number): (a: number, b: number) => boolean {
    const active = this.#partitions.filter(({ start, end }) => step >= start && step < end);
    return (a, b) => active.some(({ part }) => part[a] !== part[b]);
  }
}

/** [nodes] index of each node's part; equal parts are runs of node indices. */
function partOf(parts: Partition['parts'], nodes: number): Uint32Array {
  const part = new Uint32Array(nodes);
  if (typeof parts === 'number') {
    for (let i = 0; i < nodes; i++) part[i] = Math.floor((i * parts) / nodes);
    return part;
  }
  parts.forEach((members, p) => {
    for (const node of listedNodes(members, nodes)) {
      if (part[node] !== 0)
        throw new StarlingError(`Node ${node} cannot be in two parts of one partition.`, {
          code: Exit.usage,
          place: 'faults.partitions',
          hint: 'Name each node in one part; those that no part names form one more.',
        });
      part[node] = p + 1;
    }
  });
  return part;
}
