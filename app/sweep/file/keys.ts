import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject, type Seed } from '../../../framework/index.js';

/** What a run's result is a function of, beside its seed. */
export interface Identity {
  /** `security`, a model's name in the library, or of a module its `entry.name`. */
  readonly model: string;
  /** Of Starling, and of a module of the user's own the SHA-256 of its code behind it. */
  readonly version: string;
  /** Every parameter, resolved; no seed, and nothing of what it is called or how often it is run. */
  readonly parameters: object;
}

/** Keys of the runs on these seeds: SHA-256 of the canonical JSON of {model, scenario, seed, version}. */
export function runKeys({ model, version, parameters }: Identity, seeds: readonly Seed[]): string[] {
  const scenario = canonicalJson(parameters as JsonObject);
  const before = `{"model":${canonicalJson(model)},"scenario":${scenario},"seed":`;
  const after = `,"version":${canonicalJson(version)}}`;
  return seeds.map((seed) =>
    createHash('sha256')
      .update(before + canonicalJson(seed) + after)
      .digest('hex'),
  );
}
