import type { Agent } from '../agent.js';
import type { JsonValue } from '../canonical.js';
import { StarlingError } from '../errors.js';
import type { Model } from '../model/index.js';
import { isCheckpointable } from './checkpointable.js';
import { Encoder } from './encode.js';
import { AGENTS_OWN, MODELS_OWN, type ModelTree } from './layout.js';
import type { State } from './state.js';

/**
 * The state of a model between two steps: where it stands, its fields, its agents in the order of their ids, and those
 * agents that are gone but that somebody still refers to.
 *
 * @throws StarlingError, with the path to it, for what a checkpoint can't keep
 */
export function stateOf(model: Model): State {
  const gone: Agent[] = [];
  const met = new Set<Agent>();
  const encoder = new Encoder(model, (agent) => {
    if (agent.alive || met.has(agent)) return;
    met.add(agent);
    gone.push(agent);
  });
  const types = new Types();
  const { step, ids, stopped } = model.standing;
  const own = bodyOf(encoder, model, MODELS_OWN);
  const agents: JsonValue[] = [];
  const add = (agent: Agent): void => {
    encoder.trail.start(`${agent.constructor.name} ${agent.id}`);
    agents.push([types.indexOf(agent), agent.id, agent.alive, bodyOf(encoder, agent, AGENTS_OWN)]);
  };
  for (const agent of model.agents) add(agent);
  // Keeping one may bring up others.
  for (let i = 0; i < gone.length; i++) add(gone[i]!);
  const tree: ModelTree = [step, ids, stopped ?? null, types.names, own, agents];
  return { tree, arrays: encoder.arrays };
}

/** What an object gives of itself, or else its fields. */
const bodyOf = (encoder: Encoder, of: object, without: ReadonlySet<string>): JsonValue =>
  isCheckpointable(of) ? ['given', encoder.encode(of.save())] : ['fields', encoder.fields(of, without)];

/** The classes of agents, by name: names must tell them apart. */
class Types {
  readonly #types = new Map<string, { readonly type: unknown; readonly index: number }>();

  get names(): string[] {
    return [...this.#types.keys()];
  }

  indexOf({ constructor: type }: Agent): number {
    let known = this.#types.get(type.name);
    if (known === undefined) {
      known = { type, index: this.#types.size };
      this.#types.set(type.name, known);
    }
    if (known.type === type) return known.index;
    throw new StarlingError(
      `Two classes of agents are named '${type.name}': a checkpoint tells them apart by name.`,
      {
        hint: 'Give one of them another name.',
      },
    );
  }
}
