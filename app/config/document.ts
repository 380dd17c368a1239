import { basename } from 'node:path';
import { CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, type Node, parseDocument } from 'yaml';
import { refuseMistaken } from './mistaken.js';
import type { Origin } from './origin.js';
import { clip, placeOf, shown } from './origin.js';
import { FORBIDDEN_KEYS, formatPath, type Path } from './path.js';
import { InvalidInput, MOST_PROBLEMS, type Problem } from './problems.js';
import { readText } from './text.js';
import { type Group, Tree } from './tree.js';

/** Bounds that no honest file comes near; beyond them a parser takes seconds or overflows its stack. */
const MOST_TOKENS = 30_000;
const MOST_ANCHORS = 100;
const MOST_VALUES = 50_000;
const DEEPEST = 32;

type Layer = 'scenario' | 'config' | 'sweep';
type Locate = (offset: number) => Origin;

/** Reads a YAML file into a tree of plain values with their places. @throws InvalidInput with every problem found */
export function readDocument(file: string, layer: Layer): Tree {
  const tree = parseTree(readText(file), file, layer);
  if (layer !== 'config') refuseMistaken(tree, file, layer);
  return tree;
}

/** Reads YAML text; `file` is the name used in messages. @throws InvalidInput */
export function parseTree(text: string, file: string, layer: Layer): Tree {
  const tree = new Tree();
  const { value, root } = read(text, locator(text, file, layer), tree);
  if (value === null) {
    const empty = layer === 'config' ? 'the file is empty' : `the ${layer} is empty`;
    const remedy =
      layer === 'config' ? 'start with `environment: development`' : `start with \`name: my-${layer}\``;
    throw new InvalidInput([{ place: `${file}:1:1`, path: undefined, message: empty, remedy }]);
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new InvalidInput([
      {
        place: placeOf(root),
        path: undefined,
        message: `expected keys with values (\`name: …\`), got ${Array.isArray(value) ? 'a list' : shown(value)}`,
        remedy: `see docs/${layer === 'sweep' ? 'sweeps' : 'scenario'}.md for the keys of ${basename(file)}`,
      },
    ]);
  }
  Object.assign(tree.value, value);
  return tree;
}

/** Reads one YAML value as typed behind `--set path=`. @throws InvalidInput */
export function parseValue(text: string, origin: Origin): unknown {
  if (text.length > 65_536) fail([problem(origin, undefined, 'the value is longer than 65536 characters')]);
  return read(text, () => origin, new Tree()).value;
}

/** Offset → place, by the line starts. */
function locator(text: string, file: string, kind: Layer): Locate {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { kind, file, line: low + 1, column: offset - starts[low]! + 1 };
  };
}

function read(text: string, locate: Locate, tree: Tree) {
  bounded(text, locate);
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false, // quadratic there; the walk below finds them
    version: '1.2',
    schema: 'core',
    logLevel: 'error', // silent would pass over a second document
  });
  const faults = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS);
  if (faults.length > 0) {
    fail(faults.map((each) => problem(locate(each.pos[0]), undefined, syntax(each.code, each.message))));
  }
  const walk = new Walk(document, locate, tree);
  const value = document.contents === null ? null : walk.value(document.contents, [], 0);
  if (walk.problems.length > 0) fail(walk.problems);
  return { value, root: locate(document.contents?.range?.[0] ?? 0) };
}

/** Refuses what would keep the parser busy: a look at the tokens alone, which is linear. */
function bounded(text: string, locate: Locate): void {
  let offset = 0;
  let tokens = 0;
  let anchors = 0;
  let deep = 0;
  let inLine = 0;
  const stop = (message: string, remedy: string): never =>
    fail([problem(locate(Math.min(offset, text.length)), undefined, message, remedy)]);
  for (const lexeme of new Lexer().lex(text)) {
    const kind = CST.tokenType(lexeme);
    if (++tokens > MOST_TOKENS) stop(`more than ${MOST_TOKENS} YAML tokens`, 'make the file smaller');
    if (kind === 'newline') inLine = 0;
    else if (kind === 'seq-item-ind' || kind === 'explicit-key-ind') inLine++;
    else if (kind === 'flow-seq-start' || kind === 'flow-map-start') deep++;
    else if (kind === 'flow-seq-end' || kind === 'flow-map-end') deep--;
    else if (kind === 'anchor' || kind === 'alias') anchors++;
    if (deep > DEEPEST || inLine > DEEPEST) stop(`nested more than ${DEEPEST} deep`, 'write it flatter');
    if (anchors > MOST_ANCHORS) stop(`more than ${MOST_ANCHORS} anchors and aliases`, 'write the values out');
    if (kind !== 'doc-mode' && kind !== 'flow-error-end' && kind !== 'scalar') offset += lexeme.length;
  }
}

/** Turns nodes into plain values, noting places; the checks that the YAML library leaves to its caller are here. */
class Walk {
  readonly problems: Problem[] = [];
  readonly #document: Document;
  readonly #locate: Locate;
  readonly #tree: Tree;
  #values = 0;

  constructor(document: Document, locate: Locate, tree: Tree) {
    this.#document = document;
    this.#locate = locate;
    this.#tree = tree;
  }

  value(node: Node, path: Path, depth: number): unknown {
    const origin = this.#locate(node.range?.[0] ?? 0);
    if (++this.#values > MOST_VALUES) {
      return this.#stop(origin, path, `more than ${MOST_VALUES} values, aliases counted as often as used`);
    }
    if (depth > DEEPEST)
      return this.#stop(origin, path, `nested more than ${DEEPEST} deep (or an alias of itself)`);
    if (path.length === 0) this.#tree.note(path, origin);
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined)
        return this.#stop(origin, path, `no anchor named ${clip(node.source)} comes before`);
      return this.value(target, path, depth + 1);
    }
    if (isMap(node)) return this.#map(node.items, path, depth);
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const child = [...path, index];
        const place = this.#locate((item as Node | null)?.range?.[0] ?? node.range?.[0] ?? 0);
        this.#tree.note(child, place);
        return this.value(item as Node, child, depth + 1);
      });
    }
    if (isScalar(node)) {
      const { value } = node;
      if (typeof value === 'number') return value === 0 ? 0 : value; // no negative zero
      if (typeof value === 'bigint') return Number(value);
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    }
    return this.#stop(origin, path, 'expected a number, text, true or false, a list or keys');
  }

  #map(items: readonly { key: unknown; value: unknown }[], path: Path, depth: number): Group {
    const group: Group = {};
    for (const pair of items) {
      const at = this.#locate((pair.key as Node | null)?.range?.[0] ?? 0);
      if (!isScalar(pair.key) || typeof pair.key.value !== 'string' || pair.key.value === '') {
        this.#stop(at, path, 'a key must be text, such as `name`', 'write `key: value`');
        continue;
      }
      const key = pair.key.value;
      const child = [...path, key];
      if (FORBIDDEN_KEYS.has(key)) {
        this.#stop(at, child, 'this key is refused: it would reach a prototype', 'remove it');
      } else if (Object.hasOwn(group, key)) {
        this.#stop(at, child, 'this key is here twice', 'keep one of the two');
      } else {
        this.#tree.note(child, this.#locate((pair.value as Node | null)?.range?.[0] ?? 0), at);
        group[key] = pair.value === null ? null : this.value(pair.value as Node, child, depth + 1);
      }
    }
    return group;
  }

  #stop(origin: Origin, path: Path, message: string, remedy?: string): undefined {
    // Past its budget nothing more is walked: a bomb makes one problem, not a million.
    if (this.#values > MOST_VALUES + 1) return undefined;
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push(problem(origin, path.length === 0 ? undefined : formatPath(path), message, remedy));
    }
    return undefined;
  }
}

function syntax(code: string, message: string): string {
  const plain: Record<string, string> = {
    MULTIPLE_DOCS: 'a second document (`---`) begins here; a file holds one',
    RESOURCE_EXHAUSTION: `nested too deeply, at most ${DEEPEST} levels are read`,
    TAB_AS_INDENT: 'a tab indents this line; YAML asks for spaces',
  };
  return plain[code] ?? `not valid YAML: ${clip(message.split('\n')[0]!, 120)}`;
}

function problem(origin: Origin, path: string | undefined, message: string, remedy?: string): Problem {
  return {
    place: placeOf(origin),
    path,
    message,
    remedy: remedy ?? (path === undefined ? 'correct the YAML at this place' : undefined),
  };
}

function fail(problems: readonly Problem[]): never {
  throw new InvalidInput(problems);
}
