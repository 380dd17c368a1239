import type { Awaitable } from '../../kernels/index.js';
import { NORMAL, type TrafficBatch, UNSCORED } from '../traffic/traffic.js';

/** A campaign's first so many attack records are asked about, and this share of them (in percent) must be flagged. */
export const PROTECTION = { records: 32, percent: 90 } as const;

/**
 * Which of these records would these nodes flag now, by their forests and thresholds or by their blacklists?
 * `records` holds rows of F u16; the answer is [nodes, rows], 1 where a node would flag it.
 */
export type WouldFlag = (nodes: Uint32Array, records: Uint16Array) => Awaitable<Uint8Array>;

/** Copies of some records of a step, [rows, F], for a batch that lies on a device. */
export type RecordsOf = (rows: readonly number[]) => Awaitable<Uint16Array>;

/** Nodes that are asked at a time at most. */
const ASKED = 256;

export interface CampaignProtection {
  /** The truth of its records, 1…254. */
  readonly attack: number;
  /** Step of its first attack record anywhere. */
  readonly start: number;
  /** The node that this record reached. */
  readonly node: number;
  /** How many of its records were asked about, at most 32. */
  readonly records: number;
  /** Steps from `start` to protection, 0 when its first step ended protected; null when censored. */
  readonly steps: number | null;
}

interface Campaign {
  readonly attack: number;
  readonly start: number;
  readonly node: number;
  /** [32, F] */
  readonly records: Uint16Array;
  rows: number;
  protectedAt: number | null;
  /** A node that was not protected when last asked: the first to be asked again. */
  witness: number;
}

/** What a checkpoint keeps of the campaigns. */
export type ProtectionState = ReadonlyMap<number, Readonly<Campaign>>;

/**
 * Time to protection: from a campaign's first attack record anywhere until at least 90 % of its first 32 attack
 * records would be flagged at every honest, reachable node.
 *
 * Read strictly: a campaign counts as protected once all of its first 32 records are there and the share holds at
 * a step's end, so the time is never less than the steps it took to send them. Of a campaign that sends fewer in
 * the whole run, its first 32 are all it sent: its time is the first step's end, from its last record on, at which
 * they were covered. A step in which no honest node is reachable protects nobody. Protection that is lost again
 * later still counts: the question is how long it took.
 */
export class TimeToProtection {
  readonly #nodes: number;
  readonly #features: number;
  readonly #campaigns = new Map<number, Campaign>();

  constructor({ nodes, features }: { readonly nodes: number; readonly features: number }) {
    this.#nodes = nodes;
    this.#features = features;
  }

  /**
   * Keeps the first attack records of a step, node by node in time order. `truth` has one entry a row;
   * where `present` [nodes] is 0 the node was away and received nothing.
   */
  observe(
    step: number,
    { offsets, records }: TrafficBatch,
    truth: Uint8Array,
    present?: Uint8Array,
    recordsOf?: RecordsOf,
  ): Awaitable {
    const wanted: { readonly campaign: Campaign; readonly at: number }[] = [];
    const rows: number[] = [];
    for (let node = 0; node < this.#nodes; node += 1) {
      if (present?.[node] === 0) continue;
      for (let row = offsets[node]!; row < offsets[node + 1]!; row += 1) {
        const attack = truth[row]!;
        if (attack === NORMAL || attack === UNSCORED) continue;
        const campaign = this.#campaignOf(attack, step, node);
        if (campaign.rows === PROTECTION.records) continue;
        wanted.push({ campaign, at: campaign.rows });
        rows.push(row);
        campaign.rows += 1;
        // The first 32 have changed: what held for fewer must hold again.
        campaign.protectedAt = null;
      }
    }
    if (rows.length === 0) return;
    const keep = (found: Uint16Array, placeOf: (i: number) => number): void => {
      const F = this.#features;
      for (const [i, { campaign, at }] of wanted.entries())
        campaign.records.set(found.subarray(placeOf(i) * F, (placeOf(i) + 1) * F), at * F);
    };
    if (recordsOf === undefined) return keep(records, (i) => rows[i]!);
    const found = recordsOf(rows);
    return found instanceof Promise ? found.then((all) => keep(all, (i) => i)) : keep(found, (i) => i);
  }

  /**
   * Asks at a step's end, for the campaigns that are still open; one unprotected node answers for all.
   * `counts` [nodes] is 1 where a node is honest and reachable.
   */
  async assess(step: number, counts: Uint8Array, wouldFlag: WouldFlag): Promise<void> {
    if (!counts.includes(1)) return;
    const open = [...this.#campaigns.values()].filter(({ protectedAt }) => protectedAt === null);
    await Promise.all(
      open.map(async (campaign) => {
        if (await this.#isCovered(campaign, counts, wouldFlag)) campaign.protectedAt = step;
      }),
    );
  }

  /** For checkpoints. */
  save(): ProtectionState {
    return this.#campaigns;
  }

  restore(saved: ProtectionState): void {
    this.#campaigns.clear();
    for (const [attack, campaign] of saved) this.#campaigns.set(attack, { ...campaign });
  }

  /** One entry a campaign that was seen, by attack. */
  get campaigns(): readonly CampaignProtection[] {
    return [...this.#campaigns.values()]
      .sort((a, b) => a.attack - b.attack)
      .map(({ attack, start, node, rows, protectedAt }) => ({
        attack,
        start,
        node,
        records: rows,
        steps: protectedAt === null ? null : protectedAt - start,
      }));
  }

  /** Mean steps to protection over the campaigns that reached it; null where none did. */
  mean(): number | null {
    const reached = this.campaigns.flatMap(({ steps }) => (steps === null ? [] : [steps]));
    return reached.length === 0 ? null : reached.reduce((sum, steps) => sum + steps, 0) / reached.length;
  }

  /** Share of the campaigns seen that were never protected; null where none was seen. */
  censored(): number | null {
    const all = this.campaigns;
    return all.length === 0 ? null : all.filter(({ steps }) => steps === null).length / all.length;
  }

  #campaignOf(attack: number, step: number, node: number): Campaign {
    const known = this.#campaigns.get(attack);
    if (known !== undefined) return known;
    const records = new Uint16Array(PROTECTION.records * this.#features);
    const campaign = { attack, start: step, node, records, rows: 0, protectedAt: null, witness: node };
    this.#campaigns.set(attack, campaign);
    return campaign;
  }

  /** Does every node that counts flag at least 90 % of the campaign's records? */
  async #isCovered(campaign: Campaign, counts: Uint8Array, wouldFlag: WouldFlag): Promise<boolean> {
    const records = campaign.records.subarray(0, campaign.rows * this.#features);
    const exposedAmong = async (nodes: Uint32Array): Promise<number | undefined> => {
      const flagged = await wouldFlag(nodes, records);
      return nodes.find((_, i) => {
        const own = flagged.subarray(i * campaign.rows, (i + 1) * campaign.rows);
        return own.reduce((sum, flag) => sum + flag, 0) * 100 < campaign.rows * PROTECTION.percent;
      });
    };
    const { witness } = campaign;
    if (counts[witness] !== 0 && (await exposedAmong(Uint32Array.of(witness))) !== undefined) return false;
    const others = Uint32Array.from(counts.keys()).filter((node) => counts[node] !== 0 && node !== witness);
    // Few at first: where one is exposed it is often among them.
    for (let from = 0, many = 1; from < others.length; many = Math.min(2 * many, ASKED)) {
      const exposed = await exposedAmong(others.subarray(from, from + many));
      from += many;
      if (exposed === undefined) continue;
      campaign.witness = exposed;
      return false;
    }
    return true;
  }
}
