import { Exit, StarlingError } from '../../../errors.js';
import type { Resources, ShardTicket } from '../engine.js';
import type { RayHead } from './head.js';
import type { CodePackage } from './package/code-package.js';

/** How a sweep's shards run on a Ray cluster. */
export interface RayEngineOptions {
  /** The cluster's; it is closed with the engine. */
  readonly head: RayHead;
  /** Tells the sweep from all others on the cluster: letters, digits, dots, underscores and hyphens. */
  readonly sweep: string;
  /** The command line, of a node's shell, that does a shard. Begin it with `exec`: signals then reach the program itself. */
  readonly entrypoint: (shard: ShardTicket) => string;
  /** What shards will ask for; slots are counted by it. */
  readonly resources: Resources;
  /** Shards at work at once; where absent as many as fit the nodes beside the work of others. */
  readonly slots?: number | undefined;
  /** So long what the head said of its jobs is taken for news, in milliseconds; 500 by default. Asking is work for it. */
  readonly fresh?: number | undefined;
  /** Environment variables of the shards. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Code that is unpacked on the node and in whose folder the command starts; none where the nodes have it. */
  readonly code?: CodePackage | undefined;
  /** Whether a shard's process has come to its work. Where three in a row fail before that, no other is begun. */
  readonly hasBegun?: ((id: string) => boolean) | undefined;
  /** The file that keeps the end of what a shard wrote to its outputs, once Ray has forgotten it; undefined for none. */
  readonly output?: ((id: string) => string) | undefined;
}

/** @throws StarlingError where options are out of range */
export function checkOptions({ sweep, slots, resources: { cpus, gpus } }: RayEngineOptions): void {
  const wrong = (what: string): StarlingError => new StarlingError(what, { code: Exit.usage });
  if (!/^[\w.-]+$/.test(sweep))
    throw wrong(`expected a sweep's name of letters, digits, dots, underscores and hyphens; got ${sweep}`);
  if (slots !== undefined && (!Number.isInteger(slots) || slots < 1))
    throw wrong(`expected a whole number of slots, at least 1; got ${slots}`);
  if (!Number.isFinite(cpus) || cpus < 1) throw wrong(`expected at least one core for a shard; got ${cpus}`);
  if (!Number.isFinite(gpus) || gpus < 0) throw wrong(`expected no or some GPUs for a shard; got ${gpus}`);
}
