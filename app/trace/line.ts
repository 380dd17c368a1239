import type { Fingerprint, Moment, PartPrint } from '../../framework/index.js';

/**
 * A line of a trace: the parts of a moment that differ from the line before it, and which parts there are. Of the agents of
 * a part those are told that changed, came or went.
 */
export interface TraceLine {
  readonly step: number;
  readonly stage: string;
  /** Names of all parts, where they are others than on the line before. */
  readonly parts?: readonly string[];
  /** Fingerprints of the parts that changed. */
  readonly whole: Readonly<Record<string, number>>;
  /** By part: pairs of an agent and its fingerprint, little-endian 32-bit words in base64. */
  readonly agents?: Readonly<Record<string, string>>;
  /** By part: agents that are gone, the same way. */
  readonly gone?: Readonly<Record<string, string>>;
}

type Agents = NonNullable<PartPrint['agents']>;

const NOBODY: Agents = { ids: new Uint32Array(0), prints: new Uint32Array(0) };

/** What a moment adds to the state before it. */
export function lineOf({ step, stage, state }: Moment, before: Fingerprint): TraceLine {
  const whole: Record<string, number> = {};
  const agents: Record<string, string> = {};
  const gone: Record<string, string> = {};
  for (const [part, print] of state) {
    const was = before.get(part);
    if (was?.whole === print.whole) continue;
    whole[part] = print.whole;
    if (print.agents === undefined) continue;
    const { changed, left } = change(was?.agents ?? NOBODY, print.agents);
    agents[part] = packed(changed);
    if (left.length > 0) gone[part] = packed(left);
  }
  const parts = [...state.keys()];
  return {
    step,
    stage,
    ...(parts.join('\n') === [...before.keys()].join('\n') ? {} : { parts }),
    whole,
    ...(Object.keys(agents).length === 0 ? {} : { agents }),
    ...(Object.keys(gone).length === 0 ? {} : { gone }),
  };
}

/** The state that a line leads to from the one before it. */
export function stateAfter(line: TraceLine, before: Fingerprint): Fingerprint {
  const { parts = [...before.keys()], whole, agents = {}, gone = {} } = line;
  return new Map(
    parts.map((part) => {
      const was = before.get(part);
      const print = whole[part];
      if (print === undefined) return [part, was ?? { whole: 0 }];
      const changed = agents[part];
      if (changed === undefined) return [part, { whole: print }];
      const left = unpacked(gone[part] ?? '');
      return [part, { whole: print, agents: applied(was?.agents ?? NOBODY, unpacked(changed), left) }];
    }),
  );
}

function change(was: Agents, is: Agents): { changed: number[]; left: number[] } {
  const changed: number[] = [];
  const left: number[] = [];
  for (let i = 0, j = 0; i < was.ids.length || j < is.ids.length; ) {
    const a = was.ids[i] ?? Number.POSITIVE_INFINITY;
    const b = is.ids[j] ?? Number.POSITIVE_INFINITY;
    if (a < b) left.push(a);
    else if (a > b || was.prints[i] !== is.prints[j]) changed.push(b, is.prints[j]!);
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return { changed, left };
}

function applied(was: Agents, changed: Uint32Array, left: Uint32Array): Agents {
  const prints = new Map<number, number>();
  for (let i = 0; i < was.ids.length; i++) prints.set(was.ids[i]!, was.prints[i]!);
  for (const id of left) prints.delete(id);
  for (let i = 0; i < changed.length; i += 2) prints.set(changed[i]!, changed[i + 1]!);
  const ids = Uint32Array.from(prints.keys()).sort();
  return { ids, prints: ids.map((id) => prints.get(id)!) };
}

function packed(words: readonly number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [at, word] of words.entries()) bytes.writeUInt32LE(word, at * 4);
  return bytes.toString('base64');
}

function unpacked(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  return Uint32Array.from({ length: bytes.length >>> 2 }, (_, at) => bytes.readUInt32LE(at * 4));
}
