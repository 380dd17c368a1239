import type { RandomStream, RandomStreams } from '../../framework/random/index.js';
import { ppm } from '../../framework/shares.js';
import type { NetworkSpace } from '../../framework/spaces/network/network.js';
import { type Kernels, normalOf } from '../../kernels/index.js';
import type { SyntheticTrafficParameters } from '../parameters.js';
import { NEVER, reachOf } from './campaigns.js';
import type { TrafficSource, TrafficStep, WarmUp } from './traffic.js';

/** Middle of the 16-bit range; one standard deviation of a record is 1024, so the range spans ± 32 of them. */
const MIDDLE = 32_768;
/** Roles lie three standard deviations apart, in the mean over features. */
const ROLE_SPREAD = 3;

export interface SyntheticContext {
  readonly nodes: number;
  /** Rows a node holds before step 0. */
  readonly warmUp: number;
  readonly steps: number;
  readonly network: NetworkSpace;
  readonly random: RandomStreams;
  readonly kernels: Pick<Kernels, 'traffic' | 'columns'>;
}

/**
 * Generated traffic: node i plays role i mod roles; its records are normal around its own centre, and an attacked
 * node's records are, with the campaign's rate, shifted by the campaign's direction. Integers throughout.
 */
export class SyntheticTraffic implements TrafficSource {
  readonly nodes: number;
  readonly features: number;
  readonly nodeNames: readonly string[];
  readonly featureNames: readonly string[];
  readonly attackNames: readonly string[];
  readonly steps = undefined;
  readonly #parameters: SyntheticTrafficParameters;
  readonly #warmUp: number;
  readonly #centres: Int32Array;
  /** [campaigns, F] shift of an attack record. */
  readonly #shifts: Int32Array;
  readonly #since: readonly Uint32Array[];
  readonly #records: RandomStream;
  readonly #warmUpRecords: RandomStream;
  readonly #kernels: Pick<Kernels, 'traffic' | 'columns'>;

  constructor(parameters: SyntheticTrafficParameters, context: SyntheticContext) {
    const { nodes, network, random } = context;
    this.#kernels = context.kernels;
    this.#parameters = parameters;
    this.#warmUp = context.warmUp;
    this.nodes = nodes;
    this.features = parameters.features;
    this.nodeNames = Array.from({ length: nodes }, (_, i) => `node-${i}`);
    this.featureNames = Array.from({ length: parameters.features }, (_, f) => `x${f}`);
    this.attackNames = parameters.campaigns.map((_, k) => `campaign-${k + 1}`);
    this.#centres = centresOf(parameters, nodes, random);
    this.#shifts = shiftsOf(parameters, random);
    this.#since = parameters.campaigns.map((campaign, k) =>
      reachOf(campaign, k, network, random, context.steps),
    );
    this.#records = random.stream('traffic');
    this.#warmUpRecords = random.stream('traffic warm-up');
  }

  async warmUp(): Promise<WarmUp> {
    const step = await this.#generate(this.#warmUpRecords, 0, this.#warmUp, []);
    const { records } = this.#parameters;
    const period = new Uint32Array(step.truth.length);
    for (let row = 0; row < period.length; row++) period[row] = Math.floor((row % this.#warmUp) / records);
    return {
      ...step,
      period,
      periods: Math.ceil(this.#warmUp / records),
    };
  }

  at(step: number): Promise<TrafficStep> {
    const active = this.#parameters.campaigns.flatMap((campaign, k) =>
      step >= campaign.start && step < campaign.start + campaign.steps ? [k] : [],
    );
    return this.#generate(this.#records, step, this.#parameters.records, active);
  }

  async #generate(
    stream: RandomStream,
    step: number,
    rows: number,
    active: readonly number[],
  ): Promise<TrafficStep> {
    const records = new Uint16Array(this.nodes * rows * this.features);
    const truth = new Uint8Array(this.nodes * rows);
    this.#kernels.columns.keep(records);
    await this.#kernels.traffic({
      key: stream.key,
      stream: stream.id,
      step,
      features: this.features,
      rows,
      centres: this.#centres,
      shifts: active.length === 0 ? new Int32Array(0) : this.#shifts,
      reach: active.length === 0 ? new Float64Array(0) : this.#reachAt(step, active),
      records,
      attacks: truth,
    });
    const offsets = new Uint32Array(this.nodes + 1);
    for (let node = 1; node <= this.nodes; node++) offsets[node] = node * rows;
    return { batch: { offsets, records }, truth, clock: step };
  }

  /** [nodes, campaigns] the rates of the campaigns that have reached a node lie side by side on the unit interval. */
  #reachAt(step: number, active: readonly number[]): Float64Array {
    const campaigns = this.#since.length;
    const rates = this.#parameters.campaigns.map(({ rate }, k) => (active.includes(k) ? ppm(rate) : 0));
    const reach = new Float64Array(this.nodes * campaigns);
    for (let node = 0; node < this.nodes; node++) {
      let sum = 0;
      for (let k = 0; k < campaigns; k++) {
        const since = this.#since[k]![node]!;
        if (since !== NEVER && since <= step) sum += rates[k]!;
        reach[node * campaigns + k] = Math.ceil((Math.min(sum, 1_000_000) * 4_294_967_296) / 1_000_000);
      }
    }
    return reach;
  }
}

/** [nodes, F] centres: the role's, plus the node's own offset of `spread` standard deviations. */
function centresOf(parameters: SyntheticTrafficParameters, nodes: number, random: RandomStreams): Int32Array {
  const F = parameters.features;
  const roles = random.stream('traffic roles');
  const offsets = random.stream('traffic profiles');
  const scale = ppm(parameters.spread);
  const centres = new Int32Array(nodes * F);
  const role = new Uint32Array(F);
  const own = new Uint32Array(F);
  for (let node = 0; node < nodes; node++) {
    roles.fill(role, node % parameters.roles, 0);
    offsets.fill(own, node, 0);
    for (let f = 0; f < F; f++) {
      const offset = Math.trunc((normalOf(own[f]! & 0xffff) * scale) / 1_000_000);
      centres[node * F + f] = MIDDLE + ROLE_SPREAD * normalOf(role[f]! & 0xffff) + offset;
    }
  }
  return centres;
}

/** [campaigns, F] shifts: `strength` normal variates on the features that the campaign moves. */
function shiftsOf(parameters: SyntheticTrafficParameters, random: RandomStreams): Int32Array {
  const F = parameters.features;
  const stream = random.stream('traffic campaigns');
  const shifts = new Int32Array(parameters.campaigns.length * F);
  const words = new Uint32Array(F);
  parameters.campaigns.forEach((campaign, k) => {
    stream.fill(words, k, 0);
    const moved = stream.cursor(k, 1).sample(
      Array.from({ length: F }, (_, f) => f),
      Math.min(F, campaign.features ?? F),
    );
    for (const f of moved) {
      shifts[k * F + f] = Math.trunc((normalOf(words[f]! & 0xffff) * ppm(campaign.strength)) / 1_000_000);
    }
  });
  return shifts;
}
