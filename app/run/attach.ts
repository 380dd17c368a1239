import type { SecurityModel } from '../../model/model.js';
import type { RunLog } from './log.js';
import type { RunFacts, RunPlace, Watch } from './watch.js';

/** Lets whoever watches, and the log, listen to a run; nothing here can change it. */
export function attach({
  model,
  place,
  facts,
  watch,
  log: { logger },
}: {
  readonly model: SecurityModel;
  readonly place: RunPlace;
  readonly facts: Omit<RunFacts, 'agents'>;
  readonly watch: Watch;
  readonly log: RunLog;
}): void {
  const { nodes, features } = model.source;
  /** Arm and seed, in each line of the log. */
  const about = { arm: place.arm, seed: place.seed };
  logger.info({ event: 'begin', ...about, nodes, features, steps: facts.steps });
  watch.begin(place, model, { ...facts, agents: nodes });
  model.events.on('step', ({ step, seconds }) => {
    logger.debug({ event: 'step', ...about, step, seconds, counts: model.counts });
  });
  model.events.on('error', ({ event, error }) => {
    logger.warn({ event: 'listener failed', of: event, error: String(error) });
  });
}
