import { createHash } from 'node:crypto';
import {
  canonicalJson,
  DataCollector,
  DigestSink,
  Model,
  type NetworkSpace,
  RandomStreams,
  Scheduler,
  type Seed,
  type Sink,
  type Stage,
  stage,
  type Traced,
  type Views,
} from '../framework/index.js';
import type { Kernels } from '../kernels/index.js';
import type { Counts } from './counters.js';
import type { Cycle } from './cycle.js';
import { OFFLINE } from './faults/index.js';
import type { Ledger } from './ledger/index.js';
import { Measures, type MeasuresState } from './measures/index.js';
import type { ConsensusCounts, LearnCounts } from './outcome.js';
import type { SecurityParameters } from './parameters.js';
import { prepare } from './prepare.js';
import { gather, leave } from './residence.js';
import { type CycleState, restoreCycle, saveCycle } from './saved.js';
import * as stages from './stages/index.js';
import { tracedOf } from './traced.js';
import type { TrafficSource, TrafficStep } from './traffic/traffic.js';
import { securityViews } from './views/index.js';

export interface SecurityModelOptions {
  readonly parameters: SecurityParameters;
  readonly seed: Seed;
  readonly kernels: Kernels;
  /** A fresh ledger: the model writes its first entry. */
  readonly ledger: Ledger;
  readonly network: (nodes: number) => NetworkSpace;
  readonly sinks?: readonly Sink[];
  /** Collect rows every so many steps. */
  readonly every?: number;
  /** Collect one row a node, too. */
  readonly agents?: boolean;
}

/** What a checkpoint keeps of the model. */
export interface SecurityState {
  readonly cycle: CycleState;
  readonly measures: MeasuresState;
}

/** A decentralised network of security nodes: `traffic → detect → sign → broadcast → validate → agree → learn`. */
export class SecurityModel extends Model implements Traced {
  readonly scheduler: Scheduler;
  override readonly collector: DataCollector<SecurityModel, number>;
  readonly source: TrafficSource;
  readonly measures: Measures;
  readonly #cycle: Cycle;
  readonly #rows = new DigestSink();
  #views: Views | undefined;
  /** Truth stays here: stages are handed the batch alone. */
  #traffic: TrafficStep | undefined;

  /** A model before its first step: windows are filled, first forests fitted, by kernels that take their time. */
  static async open(source: TrafficSource, options: SecurityModelOptions): Promise<SecurityModel> {
    const cycle = await prepare(source, new RandomStreams(options.seed), options);
    return new SecurityModel(source, options, cycle);
  }

  private constructor(source: TrafficSource, options: SecurityModelOptions, cycle: Cycle) {
    super(options.seed);
    this.source = source;
    this.#cycle = cycle;
    this.measures = new Measures({ nodes: source.nodes, features: source.features });
    this.scheduler = new Scheduler(this.#stages(options.parameters.sharing));
    this.collector = this.#collector(options);
  }

  override get views(): Views {
    this.#views ??= securityViews(this, this.#cycle, () => this.#traffic?.truth);
    return this.#views;
  }

  /** What is compared of two runs. */
  get traced(): Readonly<Record<string, unknown>> {
    return tracedOf(this.#cycle);
  }

  get nodes(): Cycle['nodes'] {
    return this.#cycle.nodes;
  }

  /** Counts of the step in progress, or of the last one. */
  get counts(): Counts {
    return this.#cycle.counters.step;
  }

  /** Proposals without a decision. */
  get pending(): number {
    return this.#cycle.proposals.filter(({ decisions }) => decisions.length === 0).length;
  }

  /** Entries that some node holds. */
  get entries(): number {
    return this.#cycle.blacklist.size;
  }

  /** Ids of the blacklist entries that a node holds, in the order of acceptance. */
  blacklistOf(node: number): string[] {
    const { blacklist } = this.#cycle;
    return blacklist.heldBy(node).map((entry) => blacklist.entries[entry]!.signature.id);
  }

  /** [nodes] the component of each node (its lowest member), or OFFLINE. */
  get component(): Uint32Array {
    return this.#cycle.reachability.component;
  }

  /** [nodes] 1 where a node is honest. */
  get honest(): Uint8Array {
    return this.#cycle.adversaries.honest;
  }

  /** Nodes that are up. */
  get online(): number {
    return this.#cycle.reachability.components.reduce((sum, { members }) => sum + members.length, 0);
  }

  get consensus(): ConsensusCounts {
    const { proposed, merged, accepted, rejected, expired, revoked, superseded, votes, messages, bytes } =
      this.#cycle.counters.total;
    const { pending } = this;
    return {
      proposed,
      merged,
      accepted,
      rejected,
      pending,
      expired,
      revoked,
      superseded,
      votes,
      messages,
      bytes,
    };
  }

  get learned(): LearnCounts {
    const { fits, vetoes, purged } = this.#cycle.counters.total;
    return { fits, vetoes, purged };
  }

  /** SHA-256 over every collected row and every ledger entry, in order. */
  override get digest(): string {
    const { rows, root } = this.#cycle.ledger;
    const text = canonicalJson({ collected: this.#rows.digest, ledger: { rows, root } });
    return createHash('sha256').update(text).digest('hex');
  }

  /** Brings what lies on the device to the host: to be awaited before `save` and `traced`. */
  override gatherState(): Promise<void> | undefined {
    return gather(this.#cycle);
  }

  /** The device forgets the model: to be called once it is no longer needed. */
  close(): void {
    leave(this.#cycle);
  }

  /** For checkpoints. */
  save(): SecurityState {
    return { cycle: saveCycle(this.#cycle), measures: this.measures.save() };
  }

  /** Into a model that was just made, of a ledger that is gone through once more. */
  restore({ cycle, measures }: SecurityState): void {
    restoreCycle(this.#cycle, cycle);
    this.measures.restore(measures);
  }

  #stages(sharing: SecurityParameters['sharing']): Stage[] {
    const cycle = this.#cycle;
    const traffic = stage('traffic', async (step) => {
      this.#traffic = await this.source.at(step);
      await stages.receive(cycle, step, this.#traffic.batch);
    });
    const detect = stage('detect', () => stages.detect(cycle));
    const record = stage('record', (step) => this.#record(step));
    switch (sharing) {
      case 'none':
        return [traffic, detect, stage('learn', (step) => stages.learnAlone(cycle, step)), record];
      case 'centralised':
        return [
          traffic,
          detect,
          stage('broadcast', (step) => stages.collectRecords(cycle, step)),
          stage('learn', (step) => stages.learnCentrally(cycle, step)),
          record,
        ];
      case 'decentralised':
        return [
          traffic,
          detect,
          stage('sign', (step) => stages.sign(cycle, step)),
          stage('broadcast', (step) => stages.broadcast(cycle, step)),
          stage('validate', (step) => stages.validate(cycle, step)),
          stage('agree', (step) => stages.agree(cycle, step)),
          stage('learn', (step) => stages.learn(cycle, step)),
          record,
        ];
    }
  }

  /** Truth meets detection, and the step becomes durable. */
  async #record(step: number): Promise<void> {
    const { kernels, records, nodes, reachability, adversaries, ledger } = this.#cycle;
    const present = new Uint8Array(nodes.size);
    const scored = new Uint8Array(nodes.size);
    for (let node = 0; node < nodes.size; node++) {
      if (reachability.component[node] === OFFLINE || adversaries.honest[node] === 0) continue;
      present[node] = 1;
      scored[node] = nodes.columns.fitted[node]!;
    }
    await this.measures.observe(step, this.#traffic!, {
      flagged: records.flagged,
      pathSums: records.path,
      scored,
      present,
      recordsOf: (rows) => kernels.columns.readRows(records.batch.records, this.source.features, rows),
    });
    await this.measures.assess(step, present, (of, rows) => stages.flags(this.#cycle, of, rows));
    ledger.commit(step);
  }

  #collector({
    sinks = [],
    every = 1,
    agents = false,
  }: SecurityModelOptions): DataCollector<SecurityModel, number> {
    const count = (name: keyof Counts) => (model: SecurityModel) => model.counts[name];
    return new DataCollector<SecurityModel, number>({
      model: {
        clock: () => this.#traffic!.clock,
        online: (model) => model.online,
        tp: (model) => model.measures.step.tp,
        fp: (model) => model.measures.step.fp,
        tn: (model) => model.measures.step.tn,
        fn: (model) => model.measures.step.fn,
        auroc: (model) => model.measures.step.auroc,
        flagged: count('flagged'),
        listed: count('listed'),
        proposed: count('proposed'),
        merged: count('merged'),
        accepted: count('accepted'),
        rejected: count('rejected'),
        expired: count('expired'),
        revoked: count('revoked'),
        superseded: count('superseded'),
        pending: (model) => model.pending,
        entries: (model) => model.entries,
        votes: count('votes'),
        messages: count('messages'),
        bytes: count('bytes'),
        fits: count('fits'),
        vetoes: count('vetoes'),
        purged: count('purged'),
      },
      ...(agents
        ? {
            over: (model: SecurityModel) => model.nodes,
            agents: {
              component: (node: number, model: SecurityModel) =>
                model.component[node] === OFFLINE ? null : model.component[node]!,
              reputation: (node: number, model: SecurityModel) => model.nodes.columns.reputation[node]!,
              window: (node: number, model: SecurityModel) => model.nodes.columns.windowCount[node]!,
              suspects: (node: number, model: SecurityModel) => model.nodes.columns.suspectCount[node]!,
              flag_bound: (node: number, model: SecurityModel) => model.nodes.columns.flagBound[node]!,
            },
          }
        : {}),
      every,
      sinks: [this.#rows, ...sinks],
    });
  }
}
