import type { SingleRun } from '../../model/experiment.js';
import type { Sharing } from '../../model/parameters.js';
import type { Scenario } from '../config/index.js';

/** What a scenario asks to be run. */
export interface Plan {
  readonly arms: readonly Sharing[];
  readonly replications: number;
  /** Runs in all. */
  readonly count: number;
  /** Whether results are told by arm, and by replication. */
  readonly byArm: boolean;
  readonly byReplication: boolean;
  /** The arm that stands for the scenario where one figure is asked for: decentralised where it is run. */
  readonly main: Sharing;
}

/** The runs of a scenario. */
export function planRuns({ arms: wanted, sharing, replications }: Scenario): Plan {
  const arms = wanted ?? [sharing];
  return {
    arms,
    replications,
    count: arms.length * replications,
    byArm: wanted !== undefined,
    byReplication: replications > 1,
    main: arms.find((arm) => arm === 'decentralised') ?? arms[0]!,
  };
}

/** Folders of one run below the scenario's run folder; none for a single run. */
export function foldersOf({ byArm, byReplication }: Plan, { arm, replication }: SingleRun): string[] {
  return [...(byArm ? [arm] : []), ...(byReplication ? [`replication-${replication + 1}`] : [])];
}
