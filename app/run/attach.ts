import type { Model } from '../../framework/index.js';
import type { RunLog } from './log.js';
import type { RunFacts, RunPlace, Watch } from './watch.js';

export interface Attachment {
  readonly model: Model;
  readonly place: RunPlace;
  readonly facts: RunFacts;
  readonly watch: Watch;
  readonly log: RunLog;
  /** What the log says of this model besides, at the beginning. */
  readonly details?: object;
  /** And of each step. */
  readonly counts?: () => object;
  /** Steps that the log tells of already, where the run was begun before. */
  readonly told?: number | undefined;
}

/** Lets whoever watches, and the log, listen to a run; nothing here can change it. */
export function attach({ model, place, facts, watch, log, details, counts, told }: Attachment): void {
  const { logger } = log;
  /** Arm and seed, in each line of the log. */
  const about = { arm: place.arm, seed: place.seed };
  const { agents, steps } = facts;
  if (told === undefined) logger.info({ event: 'begin', ...about, agents, ...details, steps });
  watch.begin(place, model, facts);
  model.events.on('step', ({ step, seconds }) => {
    if (told !== undefined && step < told) return;
    logger.debug({ event: 'step', ...about, step, seconds, ...(counts && { counts: counts() }) });
  });
  model.events.on('error', ({ event, error }) => {
    logger.warn({ event: 'listener failed', of: event, error: String(error) });
  });
}
