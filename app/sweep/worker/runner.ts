import type { RunOutcome, Sink } from '../../../framework/index.js';
import type { FellBack } from '../../run/fall-back.js';
import type { Watch } from '../../run/watch.js';
import type { Assignment, Shard } from '../shard.js';

/** What a run is given besides what it is. */
export interface RunSetting {
  /** Where its rows go besides its own folder; nowhere where there are none. */
  readonly sinks: readonly Sink[];
  /** Aborting breaks it off after its step. */
  readonly signal: AbortSignal;
  readonly watch: Watch;
  /** Told where its device failed, before it begins again from its start: all rows come anew. */
  readonly fellBack: (fellBack: FellBack, text: string) => void;
  /** Its own folder, where all of it is kept; undefined where nothing is. */
  readonly folder: string | undefined;
}

/** Does the runs of one shard. */
export interface Runner {
  /** So many may be under way side by side, where none has a limit; 1 where that gains nothing. */
  readonly atOnce: number;
  /** One run; undefined where it was broken off. */
  run(assignment: Assignment, setting: RunSetting): Promise<RunOutcome | undefined>;
}

/** What is parsed once for each design that a shard has. */
export function parsedDesigns<T>(shard: Shard, parse: (values: object) => T): (design: number) => T {
  const known = new Map<number, T>();
  return (design) => {
    const parsed = known.get(design) ?? parse(shard.designs[design]!);
    known.set(design, parsed);
    return parsed;
  };
}
