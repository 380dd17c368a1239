import type { Model } from '../../../framework/index.js';
import type { RunFacts, RunPlace } from '../../run/watch.js';
import type { Begin } from '../protocol.js';
import type { Sampler } from './sampler.js';
import { shapeOf } from './shapes.js';

/** What is told of a run before its frames. */
export const beginOf = (place: RunPlace, model: Model, facts: RunFacts, { views }: Sampler): Begin => ({
  type: 'begin',
  run: place,
  stages: model.scheduler.stages.map(({ name }) => name),
  ...facts,
  views: views.views.map(shapeOf),
  inspectable: views.inspector?.agents ?? 0,
});
