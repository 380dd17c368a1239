import { z } from 'zod';
import type { LibraryEntry } from '../../library/index.js';
import { aligned } from './aligned.js';

/** Names, descriptions, storages and parameters of the library; cases of one model together. */
export async function modelList(): Promise<string> {
  const { LIBRARY } = await import('../../library/index.js');
  return casesOf(LIBRARY).map(listed).join('\n\n');
}

interface Parameter {
  readonly key: string;
  readonly value: string;
  readonly text: string;
}

/** What can be set of a model, in order, with the defaults. */
function parametersOf({ scenario }: LibraryEntry): Parameter[] {
  const { properties = {} } = z.toJSONSchema(scenario.schema, { io: 'input' });
  return Object.entries(properties).map(([key, property]) => {
    const { description: text = '', default: value } = typeof property === 'object' ? property : {};
    return { key, value: String(value), text };
  });
}

/** Entries with the same parameters are cases of one model: they differ in the defaults. */
function casesOf(entries: readonly LibraryEntry[]): LibraryEntry[][] {
  const models = new Map<string, LibraryEntry[]>();
  for (const entry of entries) {
    const parameters = parametersOf(entry);
    const name = JSON.stringify(
      parameters.length === 0 ? entry.name : parameters.map(({ key, text }) => [key, text]),
    );
    models.set(name, [...(models.get(name) ?? []), entry]);
  }
  return [...models.values()];
}

function listed(cases: readonly LibraryEntry[]): string {
  const parameters = cases.map(parametersOf);
  const rows = parameters[0]!.map(({ key, text }, index) => [
    `  ${key}`,
    ...parameters.map((own) => own[index]!.value),
    text,
  ]);
  const head = cases.length > 1 ? [['', ...cases.map(({ name }) => name), '']] : [];
  return [
    ...cases.map(
      ({ name, description, steps, storages }) =>
        `${name}: ${description}; ${steps} steps; ${storages.join(' or ')}`,
    ),
    ...aligned([...head, ...rows]),
  ].join('\n');
}
