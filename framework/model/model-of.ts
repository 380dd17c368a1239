import type { Seed } from '../random/index.js';
import type { ParametersOf, Scenario } from '../scenario.js';
import { Model } from './model.js';
import type { ModelOptions } from './options.js';

/** A class of models whose parameters are those of a scenario; `modelOf` makes it. */
export type ModelOf<S extends Scenario> = { readonly scenario: S } & (abstract new (
  options?: Seed | ModelOptions<ParametersOf<S>>,
) => Model<ParametersOf<S>>);

/**
 * A class to extend: a model whose parameters, with their types, are those of a scenario.
 *
 *     class Voters extends modelOf(scenario({ voters: z.int().min(1).default(100) })) {
 *       readonly tally = new Uint8Array(this.parameters.voters);
 *       readonly scheduler = new Scheduler([stage('vote', () => this.vote())]);
 *     }
 */
export function modelOf<S extends Scenario>(scenario: S): ModelOf<S> {
  abstract class Described extends Model<ParametersOf<S>> {
    static override readonly scenario = scenario;
  }
  return Described;
}
