import { Exit, StarlingError } from '../../framework/errors.js';
import type { RandomCursor } from '../../framework/random/index.js';
import { ppm } from '../../framework/shares.js';

/** A share of the nodes (0…1), or their indices. */
export type Selection = number | readonly number[];

/**
 * Nodes that a fault or a behaviour concerns, in ascending order and without repetition.
 *
 * A share selects exactly ⌈share · nodes⌉ of them, drawn without replacement; the share counts in parts per million.
 *
 * @param among candidates of the draw (all nodes when absent); a list of indices need not lie among them
 * @throws StarlingError for an index that is no node, or a share of more nodes than there are candidates
 */
export function selectNodes(
  selection: Selection,
  nodes: number,
  cursor: Pick<RandomCursor, 'sample'>,
  among: Uint32Array = Uint32Array.from({ length: nodes }, (_, node) => node),
): Uint32Array {
  if (typeof selection !== 'number') return listedNodes(selection, nodes);
  const count = Math.floor((ppm(selection) * nodes + 999_999) / 1_000_000);
  if (count > among.length)
    throw new StarlingError(
      `A share of ${selection} of ${nodes} nodes is ${count}, but only ${among.length} are left to draw from.`,
      { code: Exit.usage, hint: 'Lower the shares, so that together they select each node at most once.' },
    );
  return Uint32Array.from(cursor.sample(among, count)).sort();
}

/** Named nodes, in ascending order and without repetition. Throws a StarlingError for an index that is no node. */
export function listedNodes(indices: readonly number[], nodes: number): Uint32Array {
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= nodes);
  if (wrong !== undefined)
    throw new StarlingError(`Node ${wrong} does not exist: the nodes are 0 to ${nodes - 1}.`, {
      code: Exit.usage,
      hint: 'Correct the index, or raise the number of agents.',
    });
  return Uint32Array.from(new Set(indices)).sort();
}
