import type { RandomStreams } from '../framework/index.js';
import { createForests } from '../kernels/index.js';
import { Adversaries } from './adversary/index.js';
import { createRule, REPUTATION } from './consensus/rules/index.js';
import { Counters } from './counters.js';
import type { Cycle } from './cycle.js';
import { Reachability } from './faults/index.js';
import { frameOf } from './frame.js';
import type { SecurityModelOptions } from './model.js';
import { settle } from './residence.js';
import { catchUp, fitForests, fitPooled } from './stages/index.js';
import { layOut } from './stages/records.js';
import { remember } from './stages/window.js';
import { Blacklist } from './state/blacklist.js';
import { limitsOf } from './state/limits.js';
import { createNodes } from './state/nodes.js';
import type { TrafficSource } from './traffic/traffic.js';

/**
 * Everything a run starts with: the warm-up fills the windows and gives the frame, which is published in the ledger's
 * first entry; nodes whose windows hold ψ records fit their first forest.
 */
export async function prepare(
  source: TrafficSource,
  random: RandomStreams,
  options: SecurityModelOptions,
): Promise<Cycle> {
  const { parameters, kernels, ledger, seed } = options;
  const { nodes: count, features } = source;
  const network = options.network(count);
  const limits = limitsOf(parameters);
  const nodes = createNodes(count, parameters, features);
  nodes.columns.reputation.fill(REPUTATION.start);
  const central = parameters.sharing === 'centralised';
  const { trees, subsample } = parameters.detector;
  const warmUp = await source.warmUp();
  await kernels.columns.read(warmUp.batch.records);
  const kind =
    parameters.signatures.frame ?? (parameters.traffic.source === 'synthetic' ? 'own-centre' : 'shared');
  const frame = frameOf(kind, warmUp.batch, features);
  const reachability = new Reachability(parameters.faults, network, random);
  const cycle: Cycle = {
    parameters,
    limits,
    kernels,
    random,
    network,
    reachability,
    adversaries: new Adversaries(parameters.faults.byzantine, count, random),
    rule: createRule(parameters.consensus.rule, limits.quorum, kernels),
    ledger,
    frame,
    nodes,
    forests: createForests(central ? 1 : count, trees, subsample, features),
    forestOf: central ? () => 0 : (node) => node,
    features,
    blacklist: new Blacklist(count, features),
    counters: new Counters(),
    records: layOut(
      { kernels, nodes, features },
      warmUp.batch,
      new Uint32Array(count),
      warmUp.period,
      Math.max(0, warmUp.periods - 1),
    ),
    warmUpPeriods: warmUp.periods,
    underway: [],
    signatures: [],
    proposals: [],
    provisional: new Map(),
    ballots: [],
    decided: [],
  };
  settle(cycle);
  await fillWindows(cycle);
  ledger.append({
    kind: 'genesis',
    step: 0,
    node: null,
    signature: null,
    payload: {
      seed,
      sharing: parameters.sharing,
      nodes: count,
      features: [...source.featureNames],
      frame: {
        kind,
        spreads: Array.from(frame.spreads),
        ...(kind === 'shared' ? { centre: Array.from(frame.centres.subarray(0, features)) } : {}),
      },
    },
  });
  if (parameters.sharing === 'decentralised') await catchUp(cycle, 0);
  ledger.commit(0);
  return cycle;
}

/** The warm-up enters all windows, also of nodes that are down in step 0, and the first forests are fitted. */
async function fillWindows(cycle: Cycle): Promise<void> {
  const { nodes, parameters, kernels, records, features, frame } = cycle;
  await kernels.directions({
    records: records.batch.records,
    features,
    groups: records.received,
    ...frame,
    out: records.direction,
  });
  await remember(cycle);
  if (parameters.sharing === 'centralised') await fitPooled(cycle, 0);
  else {
    const ready = Uint32Array.from({ length: nodes.size }, (_, node) => node).filter(
      (node) => nodes.columns.windowCount[node]! >= parameters.detector.subsample,
    );
    await fitForests(cycle, ready, 0);
  }
  cycle.counters.forgetWarmUp();
}
