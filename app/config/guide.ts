import { z } from 'zod';
import { nearest } from '../../framework/nearest.js';
import { formatPath, type Path } from './path.js';
import { isGroup } from './tree.js';

/** The part of JSON Schema that our schemas use. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  /** Of keys that are not among the properties. */
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly description?: string;
}

/** Says of a schema what it expects at a path, which keys it knows there, and which key a typo meant. */
export class Guide {
  readonly #schema: z.ZodType;
  #shape: Shape | undefined;

  constructor(schema: z.ZodType) {
    this.#schema = schema;
  }

  /** Made when something is to be explained: most programs never need to. */
  get #root(): Shape {
    this.#shape ??= z.toJSONSchema(this.#schema, { io: 'input' }) as Shape;
    return this.#shape;
  }

  /** In words: `a whole number from 1 to 1024`. `value` (the whole tree) picks the branch of a union. */
  expected(path: Path, value: unknown): string {
    const shapes = this.#at(path, value);
    return shapes.length === 0 ? 'a known key' : [...new Set(shapes.map(words))].join(', or ');
  }

  /** The one of several fixed words that a wrong word at a path most likely meant. */
  word(path: Path, word: string, value: unknown): string | undefined {
    const words = this.#at(path, value).flatMap(
      (shape) => shape.enum ?? (shape.const === undefined ? [] : [shape.const]),
    );
    return nearest(word, words.map(String));
  }

  /** Largest values of the numbers in the group at a path. */
  limits(path: Path): Readonly<Record<string, number | undefined>> {
    const properties = this.#at(path, undefined).flatMap((shape) => Object.entries(shape.properties ?? {}));
    return Object.fromEntries(properties.map(([key, { maximum }]) => [key, maximum]));
  }

  /** Keys of the group at a path. */
  keys(path: Path, value: unknown): string[] {
    return [...new Set(this.#at(path, value).flatMap((shape) => Object.keys(shape.properties ?? {})))];
  }

  /** The path that an unknown key most likely meant: a near one beside it, else the same or a near one elsewhere. */
  meant(path: Path, key: string, value: unknown): string | undefined {
    const beside = nearest(key, this.keys(path, value));
    if (beside !== undefined) return formatPath([...path, beside]);
    const everywhere = new Map<string, string>();
    collect(this.#root, [], everywhere);
    const elsewhere = everywhere.has(key) ? key : nearest(key, everywhere.keys());
    return elsewhere === undefined ? undefined : everywhere.get(elsewhere);
  }

  #at(path: Path, value: unknown): Shape[] {
    let shapes = branches(this.#root, value);
    let node = value;
    for (const part of path) {
      node =
        typeof node === 'object' && node !== null && Object.hasOwn(node, part)
          ? (node as Record<string | number, unknown>)[part]
          : undefined;
      shapes = shapes
        .flatMap((shape) => {
          const { properties, additionalProperties: others } = shape;
          if (typeof part === 'number') return shape.items ?? [];
          if (properties !== undefined && Object.hasOwn(properties, part)) return properties[part]!;
          return typeof others === 'object' ? others : [];
        })
        .flatMap((shape) => branches(shape, node));
    }
    return shapes;
  }
}

/** The branches of a union that a value can be: by its discriminating constant where it has one, else all. */
function branches(shape: Shape, value: unknown): Shape[] {
  const choices = shape.oneOf ?? shape.anyOf;
  if (choices === undefined) return [shape];
  const fitting = choices.filter((choice) =>
    Object.entries(choice.properties ?? {}).some(
      ([key, property]) => property.const !== undefined && isGroup(value) && value[key] === property.const,
    ),
  );
  return (fitting.length > 0 ? fitting : choices).flatMap((choice) => branches(choice, value));
}

function collect(shape: Shape, path: Path, into: Map<string, string>): void {
  for (const choice of shape.oneOf ?? shape.anyOf ?? []) collect(choice, path, into);
  for (const [key, child] of Object.entries(shape.properties ?? {})) {
    if (!into.has(key)) into.set(key, formatPath([...path, key]));
    collect(child, [...path, key], into);
  }
  if (shape.items !== undefined) collect(shape.items, [...path, 0], into);
}

const FARTHEST = Number.MAX_SAFE_INTEGER;

function words(shape: Shape): string {
  if (shape.const !== undefined) return String(shape.const);
  if (shape.enum !== undefined) {
    return shape.enum.length === 1 ? String(shape.enum[0]) : `one of ${shape.enum.join(', ')}`;
  }
  switch (shape.type) {
    case 'integer':
      return `a whole number${range(shape)}`;
    case 'number':
      return `a number${range(shape)}`;
    case 'string':
      return shape.pattern === undefined
        ? `text${shape.maxLength === undefined ? '' : ` of at most ${shape.maxLength} characters`}`
        : (shape.description ?? `text that matches ${shape.pattern}`);
    case 'boolean':
      return 'true or false';
    case 'array': {
      const least = shape.minItems === undefined ? '' : ` of at least ${shape.minItems}`;
      const most = shape.maxItems === undefined ? '' : ` (at most ${shape.maxItems})`;
      const items =
        shape.items === undefined ? '' : `: ${branches(shape.items, undefined).map(words).join(', or ')}`;
      return `a list${least}${most}${items}`;
    }
    default:
      return shape.properties === undefined
        ? 'a value'
        : `keys (${Object.keys(shape.properties).join(', ')})`;
  }
}

function range(shape: Shape): string {
  const low = shape.minimum ?? shape.exclusiveMinimum;
  const high = shape.maximum ?? shape.exclusiveMaximum;
  const least = low === undefined || low <= -FARTHEST ? undefined : low;
  const most = high === undefined || high >= FARTHEST ? undefined : high;
  if (least === undefined && most === undefined) return '';
  if (shape.exclusiveMinimum !== undefined || shape.exclusiveMaximum !== undefined) {
    const parts = [];
    if (least !== undefined) parts.push(`${shape.minimum === undefined ? 'above' : 'from'} ${least}`);
    if (most !== undefined) parts.push(`${shape.maximum === undefined ? 'below' : 'up to'} ${most}`);
    return ` ${parts.join(' and ')}`;
  }
  if (most === undefined) return ` from ${least}`;
  return least === undefined ? ` up to ${most}` : ` from ${least} to ${most}`;
}
