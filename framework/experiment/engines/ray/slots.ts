import type { Resources } from '../engine.js';
import type { RayCluster, RayNode } from './answers.js';

/** Ray counts resources in ten-thousandths. */
const PARTS = 10_000;

/** Of a resource of a node: what is used, and all of it. */
type Amount = NonNullable<RayNode['CPU']>;

/**
 * Shards of such resources that fit the nodes, beside the work of others and were there none of ours.
 *
 * @param ours the node of each of ours that may have been using something when the cluster was looked at, some seconds ago:
 *   it is taken off what is in use, so that others are rather taken for fewer than for more
 */
export const slotsOf = ({ nodes }: RayCluster, shard: Resources, ours: readonly string[]): number =>
  sum(nodes, shard, (id, [used, all], each) => {
    const here = ours.filter((node) => node === id).length;
    return all - Math.max(0, used - here * each);
  });

/** Shards of such resources that fit the nodes when they are idle. */
export const mostOf = ({ nodes }: RayCluster, shard: Resources): number =>
  sum(nodes, shard, (_, [, all]) => all);

/** @param left of a node's resource, in parts */
function sum(
  nodes: RayCluster['nodes'],
  { cpus, gpus }: Resources,
  left: (id: string, amount: Amount, each: number) => number,
): number {
  const fitting = (id: string, [used, all]: Amount = [0, 0], each: number): number =>
    Math.max(0, Math.floor(left(id, [parts(used), parts(all)], parts(each)) / parts(each)));
  let slots = 0;
  for (const [id, { CPU, GPU }] of Object.entries(nodes))
    slots += Math.min(fitting(id, CPU, cpus), gpus === 0 ? Infinity : fitting(id, GPU, gpus));
  return slots;
}

const parts = (amount: number): number => Math.round(amount * PARTS);
