import type { Agent } from '../agent.js';
import { isCheckpointable } from '../checkpoint/checkpointable.js';
import { AGENTS_OWN, MODELS_OWN } from '../checkpoint/layout.js';
import type { Model } from '../model/index.js';
import { Population } from '../population/index.js';
import type { ColumnArray, Columns } from '../sets/columns.js';
import { finish, mix, mixText, START } from './hash.js';
import { isTraced, ValuesByAgent } from './traced.js';
import { Walk } from './walk.js';

/** The fingerprint of one part of a model's state. */
export interface PartPrint {
  /** Of all of it: an unsigned 32-bit number. */
  readonly whole: number;
  /** Of each agent, for parts that are made of agents: ids, ascending, and their fingerprints. */
  readonly agents?: { readonly ids: Uint32Array; readonly prints: Uint32Array };
}

/** Fingerprints of a model's state by the name of the part, in an order of the model's own. */
export type Fingerprint = ReadonlyMap<string, PartPrint>;

/**
 * Fingerprints of a model as it stands; reading changes nothing.
 *
 * The parts: `agents` kept as objects, by their fields; each of the model's own fields, a `Population` row by row; and
 * `rows`, all that was collected so far. A model that is `Traced` names its parts itself, an object with `save` gives
 * what it saves, and private fields can't be seen. Two states that differ have different fingerprints but for a chance
 * of 2^−32.
 */
export function fingerprintOf(model: Model): Fingerprint {
  const parts = new Map<string, PartPrint>();
  if (model.agents.size > 0) parts.set('agents', printAgents(model.agents.toArray()));
  const fields = isTraced(model) ? model.traced : ownState(model);
  for (const [name, value] of Object.entries(fields)) {
    if (!MODELS_OWN.has(name)) parts.set(name, printPart(value));
  }
  parts.set('rows', { whole: finish(mixText(START, model.collected)) });
  return parts;
}

function ownState(model: Model): object {
  return isCheckpointable(model) ? { state: model.save() } : model;
}

function printPart(value: unknown): PartPrint {
  if (value instanceof Population) return printRows(value as Population<Columns>);
  if (value instanceof ValuesByAgent) return printValues(value);
  return { whole: finish(new Walk().mix(START, value)) };
}

function printAgents(agents: readonly Agent[]): PartPrint {
  const ids = Uint32Array.from(agents, ({ id }) => id);
  const prints = Uint32Array.from(agents, (agent) => {
    const walk = new Walk();
    const named = mixText(START, agent.constructor.name);
    return finish(
      isCheckpointable(agent) ? walk.mix(named, agent.save()) : walk.mixFields(named, agent, AGENTS_OWN),
    );
  });
  return together(ids, prints);
}

function printValues({ count, of }: ValuesByAgent): PartPrint {
  const ids = Uint32Array.from({ length: count }, (_, agent) => agent);
  return together(
    ids,
    ids.map((agent) => finish(new Walk().mix(START, of(agent)))),
  );
}

/** Column after column, so that a column stays in the processor's cache. */
function printRows(population: Population<Columns>): PartPrint {
  const ids = population.toArray().sort();
  const prints = new Uint32Array(ids.length).fill(START);
  for (const [name, column] of Object.entries<ColumnArray>(population.columns)) {
    if (ids.length === 0) break;
    const { byteLength } = population.row(name, ids[0]!);
    const { buffer, byteOffset } = column;
    if (byteLength % 4 === 0) {
      mixWords(prints, ids, new Uint32Array(buffer, byteOffset, column.byteLength >>> 2), byteLength >>> 2);
    } else mixBytes(prints, ids, new Uint8Array(buffer, byteOffset, column.byteLength), byteLength);
  }
  return together(ids, prints.map(finish));
}

// One function for each type of array: the compiler makes fast code of a loop that sees but one.

function mixWords(prints: Uint32Array, ids: Uint32Array, words: Uint32Array, width: number): void {
  for (let at = 0; at < ids.length; at++) {
    const first = ids[at]! * width;
    let h = prints[at]!;
    for (let k = first; k < first + width; k++) h = mix(h, words[k]!);
    prints[at] = h;
  }
}

function mixBytes(prints: Uint32Array, ids: Uint32Array, bytes: Uint8Array, width: number): void {
  for (let at = 0; at < ids.length; at++) {
    const first = ids[at]! * width;
    let h = prints[at]!;
    for (let k = first; k < first + width; k++) h = mix(h, bytes[k]!);
    prints[at] = h;
  }
}

function together(ids: Uint32Array, prints: Uint32Array): PartPrint {
  let h = START;
  for (let at = 0; at < ids.length; at++) h = mix(mix(h, ids[at]!), prints[at]!);
  return { whole: finish(h), agents: { ids, prints } };
}
