import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  Checkpoints,
  canonicalJson,
  type JsonObject,
  type JsonValue,
  type StarlingError,
} from '../../framework/index.js';
import type { LoadedSettings } from '../config/index.js';
import { TRACE } from '../trace/index.js';
import { version } from '../version.js';
import { codeOf } from './code.js';
import type { Manifest } from './manifest.js';
import type { Watch } from './watch.js';

/** What is kept of a run on the way. */
export interface CheckpointPlan {
  /** Steps between two checkpoints. */
  readonly every: number;
  /** So many of the newest stay; null: all. */
  readonly keep: number | null;
}

/** How a single run keeps checkpoints, and whether it goes on from what an earlier one left. */
export interface Going {
  readonly checkpoints: Checkpoints | undefined;
  readonly resume: boolean;
  /** Whether it wrote a trace, and writes it anew. */
  readonly traced: boolean;
  /** Told of a checkpoint that can't be read. */
  readonly passed: (error: StarlingError) => void;
}

/**
 * The checkpoints of one run.
 * @param folder the run's own
 * @param manifest with the scenario of this run alone
 * @param resume whether it goes on; one that writes a trace is done again from its start, with a new trace
 */
export function goingOf(folder: string, manifest: Manifest, resume: boolean, watch: Watch): Going {
  const { checkpoints: plan, branchedFrom } = manifest;
  const at = checkpointsAt(folder);
  const traced = resume && existsSync(join(folder, TRACE));
  if (traced) for (const path of [join(folder, TRACE), at]) rmSync(path, { recursive: true, force: true });
  const checkpoints =
    plan !== null || existsSync(at)
      ? new Checkpoints(at, {
          every: plan?.every,
          keep: plan === null ? 2 : (plan.keep ?? Number.POSITIVE_INFINITY),
          about: aboutOf(manifest),
          base: branchedFrom?.step,
        })
      : undefined;
  return {
    checkpoints,
    resume,
    traced,
    passed: ({ message, place }) => watch.say(`${place}: ${message}; the one before is taken`),
  };
}

/** What the settings ask to be kept. */
export function checkpointPlan({ settings: { runs } }: LoadedSettings): CheckpointPlan | null {
  const { checkpoint_every: every, checkpoint_keep: keep } = runs;
  return every === undefined ? null : { every, keep: keep === 'all' ? null : keep };
}

export const checkpointsAt = (folder: string): string => join(folder, 'checkpoints');

/** What a checkpoint says of its run, so that none is taken for another's. */
export function aboutOf({ scenario, scenarioFile }: Pick<Manifest, 'scenario' | 'scenarioFile'>): JsonObject {
  // Once through JSON: what is undefined is not there.
  const text = canonicalJson(JSON.parse(JSON.stringify(scenario)) as JsonValue);
  const code = codeOf(scenarioFile);
  return {
    starling: version(),
    scenario: createHash('sha256').update(text).digest('hex'),
    ...(code === undefined ? {} : { code }),
  };
}
