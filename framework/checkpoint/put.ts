import { Agent } from '../agent.js';
import type { JsonValue } from '../canonical.js';
import { StarlingError } from '../errors.js';
import type { Model } from '../model/index.js';
import { isCheckpointable } from './checkpointable.js';
import { Decoder } from './decode.js';
import { AGENTS_OWN, type AgentTree, type Body, MODELS_OWN, type ModelTree } from './layout.js';
import type { State } from './state.js';

type AgentClass = abstract new (...given: never[]) => Agent;

/**
 * Puts a model, as it was just made of the same parameters and seed, into a state that another one was in.
 *
 * Agents that it has already are kept and filled; others are made without the constructors of their classes, so these
 * must hold all in plain fields. Classes are found by name among the agents that the model was made with and in its
 * class's `agentTypes`.
 *
 * @throws StarlingError for a state that does not fit the model
 */
export function putState(model: Model, { tree, arrays }: State): void {
  if (model.standing.started)
    throw new StarlingError('A state can be put into a model before its first step only.', {
      hint: 'Make the model anew.',
    });
  const [step, ids, stopped, types, body, trees] = tree as unknown as ModelTree;
  const made = new Map(model.agents.map((agent) => [agent.id, agent] as const));
  const classes = classesOf(model);
  const agents = (trees as unknown as readonly AgentTree[]).map(([type, id, alive]) => {
    const name = types[type]!;
    const found = made.get(id);
    const agent = found?.constructor.name === name ? found : create(model, classes, name, id);
    if (!alive) Agent.prototype.remove.call(agent);
    return agent;
  });
  model.reinstate(
    { step, ids, stopped: stopped ?? undefined },
    agents.filter(({ alive }) => alive),
  );
  const byId = new Map(agents.map((agent) => [agent.id, agent] as const));
  const decoder = new Decoder(model, arrays, (id) => byId.get(id));
  put(decoder, body as unknown as Body, model, MODELS_OWN);
  for (const [i, agent] of agents.entries()) {
    decoder.trail.start(`${agent.constructor.name} ${agent.id}`);
    put(decoder, (trees[i] as unknown as AgentTree)[3], agent, AGENTS_OWN);
  }
}

function put(decoder: Decoder, [kind, content]: Body, into: object, without: ReadonlySet<string>): void {
  if (kind === 'fields') decoder.fields(content as readonly JsonValue[], into, without);
  else if (isCheckpointable(into)) into.restore(decoder.decode(content), decoder.agentOf);
  else
    throw new StarlingError(
      `'${into.constructor.name}' gave its state by \`save\`, and has no \`restore\` to take it.`,
    );
}

/** Classes of agents that can be made anew, by name: of those that the model has, and those that its class names. */
export function classesOf(model: Model): ReadonlyMap<string, AgentClass> {
  const named = (model.constructor as typeof Model).agentTypes;
  const classes = new Map<string, AgentClass>();
  for (const agent of model.agents) classes.set(agent.constructor.name, agent.constructor as AgentClass);
  for (const type of named) classes.set(type.name, type);
  return classes;
}

function create(model: Model, classes: ReadonlyMap<string, AgentClass>, name: string, id: number): Agent {
  const type = classes.get(name);
  if (type === undefined)
    throw new StarlingError(`The model, as it is made anew, has no agent of the class '${name}' to go by.`, {
      hint: `Name the class in the model's \`static agentTypes\`.`,
    });
  const agent = Reflect.construct(Agent, [model], type) as Agent;
  (agent as { id: number }).id = id;
  return agent;
}
