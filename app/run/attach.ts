import type { SecurityModel } from '../../model/model.js';
import type { RunLog } from './log.js';
import type { Watch } from './watch.js';

/** Lets the progress and the log listen to a run; nothing here can change it. */
export function attach({
  model,
  steps,
  watch,
  log: { logger },
  about,
}: {
  readonly model: SecurityModel;
  readonly steps: number | undefined;
  readonly watch: Watch;
  readonly log: RunLog;
  /** Arm and seed, in each line of the log. */
  readonly about: object;
}): void {
  const { nodes, features } = model.source;
  logger.info({ event: 'begin', ...about, nodes, features, steps });
  watch.step(0, steps);
  model.events.on('stage', ({ stage }) => watch.stage(stage));
  model.events.on('step', ({ step, seconds }) => {
    watch.step(step + 1, steps);
    logger.debug({ event: 'step', ...about, step, seconds, counts: model.counts });
  });
  model.events.on('error', ({ event, error }) => {
    logger.warn({ event: 'listener failed', of: event, error: String(error) });
  });
}
