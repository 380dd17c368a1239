import { ppm } from '../../framework/shares.js';
import { boundOf, similarityBound } from '../../kernels/index.js';
import type { SecurityParameters } from '../parameters.js';

/** The parameters as the integers on which a run decides. */
export interface Limits {
  /** Dot product from which two directions are similar (θ). */
  readonly similarity: number;
  /** Dot product from which proposals are merged. */
  readonly merge: number;
  /** Path sum under which a record is flagged, where the threshold is fixed. */
  readonly flag: number | undefined;
  /** The rest in parts per million. */
  readonly contamination: number;
  readonly suspect: number;
  readonly tolerated: number;
  readonly rejectPersistence: number;
  readonly vetoPersistence: number;
  readonly quorum: number;
  readonly veto: number;
  readonly revoke: number;
  readonly loss: number;
  readonly voteLoss: number;
}

export function limitsOf(parameters: SecurityParameters): Limits {
  const { detector, signatures, consensus, learning, network, faults } = parameters;
  return {
    similarity: similarityBound(signatures.similarity),
    merge: similarityBound(signatures.merge),
    flag:
      detector.threshold === undefined
        ? undefined
        : boundOf(detector.threshold, detector.trees, detector.subsample),
    contamination: ppm(detector.contamination),
    suspect: 1_000_000 - ppm(detector.suspect),
    tolerated: ppm(consensus.tolerated),
    rejectPersistence: ppm(consensus.persistence),
    vetoPersistence: ppm(learning.persistence),
    quorum: ppm(consensus.quorum),
    veto: ppm(learning.veto),
    revoke: ppm(learning.revoke),
    loss: ppm(network.loss),
    voteLoss: ppm(faults.voteLoss),
  };
}
