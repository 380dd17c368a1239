import type { CaptureTraffic } from '../../../model/traffic/index.js';
import type { Scenario } from '../../config/index.js';
import { type ComputeContext, openCompute } from '../../run/context.js';
import type { Shard } from '../shard.js';
import { settingsOf } from './settings.js';

/** Captures that stay: one that is dealt by the seed is another for each. */
const MOST_CAPTURES = 4;

/** What the runs of the security model share in a process, shard after shard. */
export class Place {
  readonly #captures = new Map<string, CaptureTraffic>();
  #compute: { readonly of: string; readonly context: ComputeContext } | undefined;

  /** The device, opened once: `auto` looks at the scenarios that it is first asked for. */
  async compute(shard: Shard, scenarios: () => readonly Scenario[]): Promise<ComputeContext> {
    const of = JSON.stringify(shard.compute);
    if (this.#compute?.of === of) return this.#compute.context;
    this.close();
    const context = await openCompute(settingsOf(shard), scenarios());
    this.#compute = { of, context };
    return context;
  }

  /** Captures that were read, the last few. */
  get captures(): Map<string, CaptureTraffic> {
    for (const key of this.#captures.keys()) {
      if (this.#captures.size < MOST_CAPTURES) break;
      this.#captures.delete(key);
    }
    return this.#captures;
  }

  close(): void {
    this.#compute?.context.close();
    this.#compute = undefined;
  }
}
