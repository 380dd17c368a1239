import { StarlingError } from '../../../errors.js';
import type { Resources } from '../engine.js';
import type { RayCluster } from './answers.js';
import type { RayHead } from './head.js';
import { pauses } from './patient.js';
import { mostOf } from './slots.js';

/** Seconds in which a cluster that has just been started shows what it has. */
const STARTING = 30;

/**
 * A cluster's nodes and what of them is in use, once some node has what a shard asks for.
 *
 * @throws StarlingError where none has, or the head says nothing of its nodes
 */
export async function clusterFor(head: RayHead, shard: Resources): Promise<RayCluster> {
  let cluster: RayCluster | undefined;
  for (const pause of [0, ...pauses(STARTING)]) {
    if (pause > 0) await head.wait(pause * 1000);
    cluster = await head.cluster();
    if (cluster !== undefined && mostOf(cluster, shard) > 0) return cluster;
  }
  const GROWS = 'where the cluster grows with the work, say how many shards may run at once: slots';
  if (cluster === undefined)
    throw new StarlingError('the Ray head says nothing of its nodes', { place: head.address, hint: GROWS });
  throw new StarlingError(`no node of the Ray cluster has ${inWords(shard)}`, {
    place: head.address,
    hint: `ask for less; ${GROWS}`,
  });
}

function inWords({ cpus, gpus }: Resources): string {
  const cores = cpus === 1 ? '1 core' : `${cpus} cores`;
  return gpus === 0 ? cores : `${cores} and ${gpus === 1 ? '1 GPU' : `${gpus} GPUs`}`;
}
