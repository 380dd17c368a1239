import { createHash } from 'node:crypto';
import { canonicalJson } from '../../framework/index.js';
import type { Recorded } from './recorded.js';
import type { Verdict } from './verdict.js';

/** What came of running all that a run folder holds again. */
export interface Reproduction {
  readonly folder: string;
  readonly verdicts: readonly Verdict[];
  /** Whether two runs of now were compared, not one with what was recorded. */
  readonly twice: boolean;
  readonly same: boolean;
  /** Over all runs; null where one was not ended. */
  readonly digests: readonly [string | null, string | null];
  readonly interrupted: boolean;
}

/** Puts the verdicts of all runs of a folder together. */
export function reproductionOf(
  folder: string,
  { manifest, runs, isWhole }: Recorded,
  verdicts: readonly Verdict[],
  twice: boolean,
): Reproduction {
  const interrupted = verdicts.length < runs.length || verdicts.some((verdict) => verdict.interrupted);
  const over = (side: 0 | 1) => digestOver(verdicts.map(({ digests }) => digests[side]));
  const then = isWhole && !twice ? manifest.digest : over(0);
  const now = over(1);
  const found = verdicts.some(({ finding }) => finding !== undefined);
  const isOther = !found && !interrupted && then !== null && now !== null && then !== now;
  return {
    folder,
    verdicts: isOther
      ? verdicts.map((verdict, at) => (at === 0 ? withEnd(verdict, then, now) : verdict))
      : verdicts,
    twice,
    same: !found && !isOther,
    digests: [then, now],
    interrupted: interrupted && !found,
  };
}

/** That of one run is its own; over several as the scenario's is made. */
function digestOver(digests: readonly (string | null)[]): string | null {
  const known = digests.filter((digest) => digest !== null);
  if (known.length < digests.length || known.length === 0) return null;
  if (known.length === 1) return known[0]!;
  return createHash('sha256').update(canonicalJson(known)).digest('hex');
}

/** Every run is the same, and the manifest of the whole says something else. */
function withEnd(verdict: Verdict, then: string, now: string): Verdict {
  const detail = `the digest over all runs was ${then} and is ${now}`;
  return { ...verdict, name: '', finding: { of: 'end', step: null, stage: null, agents: [], detail } };
}
