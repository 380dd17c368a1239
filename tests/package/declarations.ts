import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A node of the syntax tree, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** A member of an interface or a class that others can use. */
export interface Member {
  readonly name: string;
  readonly isDocumented: boolean;
}

/** What an index exports. */
export interface Declaration {
  readonly name: string;
  /** Where it is declared, `file:line`. */
  readonly place: string;
  readonly isDocumented: boolean;
  readonly members: readonly Member[];
  /** Names of what it extends and implements: what they document needs no second text. */
  readonly of: readonly string[];
}

/** Every name that a module exports, its own and those that it passes on, with the declarations behind them. */
export function declarationsOf(file: string): Declaration[] {
  const source = readFileSync(file, 'utf8');
  const { body } = parseAst(source, { lang: 'ts' }) as unknown as { readonly body: readonly Node[] };
  const declarations = body.flatMap((node) => {
    const from = (node['source'] as Node | null | undefined)?.['value'];
    if (typeof from === 'string' && !from.startsWith('.')) return othersOf(node, source, file);
    if (typeof from === 'string')
      return passedOn(node, source, join(dirname(file), from.replace(/\.js$/, '.ts')));
    return node.type === 'ExportNamedDeclaration' ? ownOf(node, source, file) : [];
  });
  // Overloads of a function are declarations of their own; one of them tells of all.
  const names = new Map<string, Declaration>();
  for (const each of declarations) {
    const before = names.get(each.name);
    names.set(each.name, before?.isDocumented === true ? before : each);
  }
  return [...names.values()];
}

function passedOn(node: Node, source: string, file: string): Declaration[] {
  if (node.type === 'ExportAllDeclaration') {
    const inside = declarationsOf(file);
    // `export * as name`: what is inside is reached through the name.
    if (!node['exported']) return inside;
    const name = nameOf(node['exported']);
    const isDocumented = hasDocstring(source, node.start);
    const within = inside.map((each) => ({ ...each, name: `${name}.${each.name}` }));
    return [{ name, place: file, isDocumented, members: [], of: [] }, ...within];
  }
  if (node.type !== 'ExportNamedDeclaration') return [];
  const names = (node['specifiers'] as readonly Node[]).map((each) => (each['exported'] as Node)['name']);
  return declarationsOf(file).filter(({ name }) => names.includes(name));
}

/** Names of another package, which tells of their members itself. */
function othersOf(statement: Node, source: string, place: string): Declaration[] {
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const isDocumented = hasDocstring(source, statement.start);
  return (statement['specifiers'] as readonly Node[]).map((each) => ({
    name: nameOf(each['exported']),
    place,
    isDocumented,
    members: [],
    of: [],
  }));
}

function ownOf(statement: Node, source: string, file: string): Declaration[] {
  const declaration = statement['declaration'] as Node | null;
  if (declaration === null) return [];
  const isDocumented = hasDocstring(source, statement.start);
  const place = `${file}:${source.slice(0, statement.start).split('\n').length}`;
  const named = (node: Node, members: readonly Member[] = [], of: readonly string[] = []): Declaration => ({
    name: nameOf(node['id']),
    place,
    isDocumented,
    members,
    of,
  });
  switch (declaration.type) {
    case 'VariableDeclaration':
      return (declaration['declarations'] as readonly Node[]).map((each) => named(each));
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
      return [named(declaration, membersOf(declaration, source), [...heirOf(declaration)])];
    default:
      return [named(declaration)];
  }
}

/** Whoever has `save` and `restore` has them as this interface tells of them, named or not. */
const CHECKPOINTABLE = 'Checkpointable';

function* heirOf(node: Node): Generator<string> {
  const parents = [
    ...(Array.isArray(node['extends']) ? (node['extends'] as readonly Node[]) : []),
    ...((node['implements'] as readonly Node[] | undefined) ?? []),
  ];
  for (const { expression } of parents) yield nameOf(expression);
  if (node['superClass']) yield nameOf(node['superClass']);
  if (nameOf(node['id']) !== CHECKPOINTABLE) yield CHECKPOINTABLE;
}

/** Members that others can name: neither private nor a constructor, an overload told once. */
function membersOf(node: Node, source: string): Member[] {
  const { body } = node['body'] as { readonly body: readonly Node[] };
  const members = new Map<string, boolean>();
  for (const member of body) {
    const key = (member['key'] as Node | undefined)?.type;
    if (
      key === 'PrivateIdentifier' ||
      member['accessibility'] === 'private' ||
      member['kind'] === 'constructor'
    )
      continue;
    if (key === undefined || member['override'] === true || member['computed'] === true) continue;
    if (isLiteral(member)) continue;
    const name = nameOf(member['key']);
    members.set(name, members.get(name) === true || hasDocstring(source, member.start));
  }
  return Array.from(members, ([name, isDocumented]) => ({ name, isDocumented }));
}

/** Whether a member can hold but one value, which says what it is: `kind: 'chart'`. */
function isLiteral(member: Node): boolean {
  const annotation = member['typeAnnotation'] as { readonly typeAnnotation: Node } | null | undefined;
  return annotation?.typeAnnotation.type === 'TSLiteralType';
}

const nameOf = (node: unknown): string => String((node as Node)['name'] ?? (node as Node)['value']);

/** Whether a documentation comment ends right before this place. */
const hasDocstring = (source: string, at: number): boolean => {
  const before = source.slice(0, at).trimEnd();
  return before.endsWith('*/') && before.lastIndexOf('/**') > before.slice(0, -2).lastIndexOf('*/');
};
