/**
 * Programs in WGSL. A program names its columns and parameters; what it needs to reach them is written around its code:
 *
 * - for a column `rows`: `rows(i)` reads value i, `set_rows(i, v)` writes it, `add_rows(i, v)` adds to it (u32 only),
 *   and `has_rows()` says whether an optional one was given. i8 and i32 are read as i32, all else as u32. `put_rows(i,
 *   word)` writes all values at once that are packed in a word of which value i is the first. In a loop that does little
 *   else, `at_rows(first_rows() + i)` is `rows(i)` with the header read before the loop.
 * - for a parameter `features`: `features()`.
 *
 * Columns of 8 and 16 bits are packed as on the host; writes to them are atomic, so threads may write side by side.
 */

/** What values of a column are, and whether a program writes them. `?` marks one that may be left out. */
export type ColumnUse = `${'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32'} ${'in' | 'out' | 'inout'}${'' | '?'}`;

export interface Program<C extends string = string, P extends string = string> {
  /** Unique among programs. */
  readonly name: string;
  readonly columns: Readonly<Record<C, ColumnUse>>;
  /** Unsigned 32-bit numbers; negative ones are given modulo 2^32. */
  readonly parameters: readonly P[];
  /**
   * Threads that share an item, 1 … 256. Of one: `fn run(item: u32)`. Of more: `fn run(item: u32, lane: u32)`, in a
   * workgroup of its own, in which barriers may be used.
   */
  readonly lanes: number;
  /** WGSL: declarations and `run`. */
  readonly code: string;
}

/** A program as it is written. */
export const program = <const C extends string, const P extends string>(of: Program<C, P>): Program<C, P> =>
  of;

/** Threads of a workgroup whose items need no other thread. */
export const SINGLE = 64;
/** Workgroups along x before a dispatch goes on along y. */
export const WIDTH = 32_768;

/** The module of a program: its bindings, accessors, code and entry point `main`. */
export function moduleOf({ columns, parameters, lanes, code }: Program): string {
  const names = Object.keys(columns);
  const words = headerWords(names.length, parameters.length);
  const parts = [`@group(0) @binding(0) var<uniform> p: array<vec4u, ${words / 4}>;`];
  names.forEach((name, c) => {
    parts.push(...accessorsOf(name, columns[name]!, c + 1, 1 + 2 * c));
  });
  parameters.forEach((name, i) => {
    parts.push(`fn ${name}() -> u32 { return ${headerAt(1 + 2 * names.length + i)}; }`);
  });
  parts.push(code);
  parts.push(
    lanes === 1
      ? `@compute @workgroup_size(${SINGLE}) fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) l: u32) {
  let item = (w.y * ${WIDTH}u + w.x) * ${SINGLE}u + l;
  if (item < ${headerAt(0)}) { run(item); }
}`
      : `@compute @workgroup_size(${lanes}) fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) l: u32) {
  let item = w.y * ${WIDTH}u + w.x;
  if (item < ${headerAt(0)}) { run(item, l); }
}`,
  );
  return parts.join('\n');
}

/**
 * Words of the header, in whole vectors: the number of items, of each column which value of its buffer is the first and
 * whether it was given, the parameters.
 */
export const headerWords = (columns: number, parameters: number): number =>
  4 * Math.ceil((1 + 2 * columns + parameters) / 4);

const headerAt = (word: number): string => `p[${word >> 2}].${'xyzw'[word & 3]}`;

export const isWritten = (use: ColumnUse): boolean => !use.includes(' in?') && !use.endsWith(' in');

/** Functions that reach one column, of which the header tells from the word `base` on. */
function accessorsOf(name: string, use: ColumnUse, binding: number, base: number): string[] {
  const [kind] = use.split(' ') as [string];
  const bits = Number(kind.slice(1));
  const signed = kind.startsWith('i');
  const value = signed ? 'i32' : 'u32';
  const written = isWritten(use);
  const element = written ? 'atomic<u32>' : 'u32';
  const load = (at: string) => (written ? `atomicLoad(&${name}_[${at}])` : `${name}_[${at}]`);
  const out = [
    `@group(0) @binding(${binding}) var<storage, ${written ? 'read_write' : 'read'}> ${name}_: array<${element}>;`,
    `fn has_${name}() -> bool { return ${headerAt(base + 1)} != 0u; }`,
    `fn first_${name}() -> u32 { return ${headerAt(base)}; }`,
  ];
  if (bits === 32) {
    const cast = signed ? (text: string) => `bitcast<i32>(${text})` : (text: string) => text;
    out.push(
      `fn at_${name}(j: u32) -> ${value} { return ${cast(load('j'))}; }`,
      `fn ${name}(i: u32) -> ${value} { return at_${name}(${headerAt(base)} + i); }`,
    );
    if (written) {
      out.push(
        `fn set_${name}(i: u32, v: ${value}) { atomicStore(&${name}_[${headerAt(base)} + i], ${signed ? 'bitcast<u32>(v)' : 'v'}); }`,
        `fn add_${name}(i: u32, v: u32) -> u32 { return atomicAdd(&${name}_[${headerAt(base)} + i], v); }`,
      );
    }
    return out;
  }
  const per = 32 / bits;
  const shift = Math.log2(per);
  const mask = bits === 8 ? '0xffu' : '0xffffu';
  const inWord = `let s = (j & ${per - 1}u) * ${bits}u;`;
  const place = `let j = ${headerAt(base)} + i; ${inWord}`;
  out.push(
    signed
      ? `fn at_${name}(j: u32) -> i32 { ${inWord} return extractBits(bitcast<i32>(${load(`j >> ${shift}u`)}), s, ${bits}u); }`
      : `fn at_${name}(j: u32) -> u32 { ${inWord} return (${load(`j >> ${shift}u`)} >> s) & ${mask}; }`,
    `fn ${name}(i: u32) -> ${value} { return at_${name}(${headerAt(base)} + i); }`,
  );
  if (written) {
    out.push(
      `fn set_${name}(i: u32, v: ${value}) { ${place}
  let w = (${signed ? 'bitcast<u32>(v)' : 'v'} & ${mask}) << s;
  let before = atomicAnd(&${name}_[j >> ${shift}u], ~(${mask} << s));
  if (w != 0u) { atomicOr(&${name}_[j >> ${shift}u], w); }
}`,
      `fn put_${name}(i: u32, word: u32) { atomicStore(&${name}_[(${headerAt(base)} + i) >> ${shift}u], word); }`,
    );
  }
  return out;
}
