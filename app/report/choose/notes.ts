import { scenarioJsonSchema } from '../../config/index.js';
import type { LoadedSweep } from '../../sweep/file/index.js';
import { short } from './factors.js';

/** Says what a parameter means, by its path, as the schema of scenarios has it; of a model nothing is known but its names. */
export function parameterNotes({
  subject,
}: Pick<LoadedSweep, 'subject'>): (path: string) => string | undefined {
  if (subject.kind !== 'scenario') return () => undefined;
  const schema = scenarioJsonSchema();
  return (path) => {
    let at: Node | undefined = schema;
    for (const key of path.match(/[^.[\]]+/g) ?? []) at = childOf(at, key);
    return at?.description === undefined ? undefined : short(at.description, 300);
  };
}

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/** The first of a schema's alternatives that has the key. */
function childOf(node: Node | undefined, key: string): Node | undefined {
  if (node === undefined) return undefined;
  if (/^\d+$/.test(key) && node.items !== undefined) return node.items;
  if (node.properties !== undefined && Object.hasOwn(node.properties, key)) return node.properties[key];
  for (const other of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
    const found = childOf(other, key);
    if (found !== undefined) return found;
  }
  return undefined;
}
