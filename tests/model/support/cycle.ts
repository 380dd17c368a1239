import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NetworkSpace, RandomStreams } from '../../../framework/index.js';
import { onHost, reference } from '../../../kernels/index.js';
import type { Cycle } from '../../../model/cycle.js';
import { LedgerWriter } from '../../../model/ledger/index.js';
import { securityParameters } from '../../../model/parameters.js';
import { prepare } from '../../../model/prepare.js';
import { signature } from '../../../model/stages/sign.js';
import { Proposal } from '../../../model/state/proposals.js';
import type { TrafficSource, TrafficStep } from '../../../model/traffic/traffic.js';
import type { Given } from './run.js';

interface StillTraffic extends TrafficSource {
  at(step: number): TrafficStep;
}

/** A source of so many rows a node, all at the middle of the range: nothing happens that a test does not bring about. */
export function stillTraffic(nodes: number, features: number, rows: number): StillTraffic {
  const batch = {
    offsets: Uint32Array.from({ length: nodes + 1 }, (_, i) => i * rows),
    records: new Uint16Array(nodes * rows * features).fill(32_768),
  };
  const step = { batch, truth: new Uint8Array(nodes * rows), clock: 0 };
  return {
    nodes,
    features,
    nodeNames: Array.from({ length: nodes }, (_, i) => `node-${i}`),
    featureNames: Array.from({ length: features }, (_, f) => `x${f}`),
    attackNames: [],
    steps: undefined,
    warmUp: () => ({ ...step, period: new Uint32Array(nodes * rows), periods: 1 }),
    at: () => step,
  };
}

/** A cycle as it stands before step 0, to be brought into the state that a test is about. */
export function makeCycle(given: Given & { agents: number }, features = 4): Promise<Cycle> {
  const parameters = securityParameters.parse({
    ...given,
    detector: { trees: 4, subsample: 4, window: 8, suspects: 4, ...given.detector },
  });
  const folder = mkdtempSync(join(tmpdir(), 'starling-cycle-'));
  return prepare(stillTraffic(given.agents, features, 8), new RandomStreams(1), {
    parameters,
    seed: 1,
    kernels: onHost(reference),
    ledger: LedgerWriter.create(join(folder, 'ledger.db'), { origin: 'test', synchronous: 'NORMAL' }),
    network: (nodes) => NetworkSpace.full(nodes),
  });
}

/** An open proposal of a direction, from a node, as the broadcast stage makes it. */
export function propose(
  cycle: Cycle,
  author: number,
  direction: readonly number[],
  path = 10,
  step = 0,
): Proposal {
  const made = signature(author, step, Int8Array.from(direction), 2, path);
  const proposal = new Proposal(made, cycle.proposals.length, cycle.reachability.component);
  cycle.proposals.push(proposal);
  return proposal;
}
