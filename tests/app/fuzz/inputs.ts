import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { inRepository, TINY } from '../starling.js';

export type Kind = 'scenario' | 'config' | 'csv';
export interface Input {
  readonly kind: Kind;
  readonly bytes: Uint8Array;
}

const text = (path: string) => readFileSync(inRepository(path), 'utf8');

const CSV = `t,h,x,y,label\n${Array.from({ length: 40 }, (_, i) => `${i / 2},host${i % 3},${i * 7},${-i},${i % 9 === 0 ? 'attack' : 'normal'}`).join('\n')}\n`;

const VALID: Readonly<Record<Kind, readonly string[]>> = {
  scenario: [
    TINY,
    text('scenarios/demo.yaml'),
    text('scenarios/byzantine.yaml'),
    text('scenarios/westermo.yaml'),
  ],
  config: [text('config.yaml'), 'environment: staging\nlogging: { level: INFO }\n'],
  csv: [CSV],
};

/** Pieces that have broken parsers before. */
const ODD: Readonly<Record<Kind, readonly string[]>> = {
  scenario: [
    '[',
    ']',
    '{',
    '}',
    '- - - ',
    '&a ',
    '*a',
    '*b',
    '<<: *a',
    '!!binary ',
    '!x ',
    '!!map ',
    '? ',
    ': ',
    '| ',
    '> ',
    '\t',
    '"',
    "'",
    '---\n',
    '...\n',
    '%YAML 9.9\n',
    '__proto__: 1\n',
    'constructor: { name: 1 }\n',
    'prototype:\n',
    '\u0000',
    '\ufeff',
    '\u2028',
    '1e999',
    '-0',
    '0x',
    '.inf',
    '.nan',
    '1_000',
    '99999999999999999999',
    '~',
    'null',
    'yes',
    '2001-01-01',
    '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
    `${'a: '.repeat(50)}`,
    '#',
    '@',
    '`',
    '🦜',
    'agents: 1000000\n',
  ],
  config: [
    '[',
    '{',
    '&a ',
    '*a',
    '!x ',
    '\t',
    '"',
    '---\n',
    '__proto__: 1\n',
    '\u0000',
    '1e999',
    '.nan',
    'environment: x\n',
  ],
  csv: [
    '"',
    '""',
    ',',
    ',,,',
    '\n',
    '\r',
    '\r\n',
    ';',
    '\t',
    'NaN',
    'Infinity',
    '-',
    '1e999',
    '0x10',
    '\u0000',
    '\ufeff',
    '=1+1',
    'é',
    ' ',
  ],
};

/** One change to a text: a piece put in, a part cut out, doubled, moved or turned round. */
function mutation(kind: Kind): fc.Arbitrary<(before: string) => string> {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const place = (before: string, where: number) => Math.floor(where * before.length);
  return fc.oneof(
    fc.tuple(fc.constantFrom(...ODD[kind]), at).map(([piece, where]) => (before: string) => {
      const cut = place(before, where);
      return before.slice(0, cut) + piece + before.slice(cut);
    }),
    fc.tuple(at, fc.integer({ min: 1, max: 40 })).map(([where, length]) => (before: string) => {
      const cut = place(before, where);
      return before.slice(0, cut) + before.slice(cut + length);
    }),
    at.map((where) => (before: string) => before.slice(0, place(before, where))),
    fc.tuple(at, at).map(([from, to]) => (before: string) => {
      const lines = before.split('\n');
      const line = lines[Math.floor(from * (lines.length - 1))]!;
      lines.splice(Math.floor(to * lines.length), 0, line);
      return lines.join('\n');
    }),
    at.map((where) => (before: string) => {
      const cut = place(before, where);
      return (
        before.slice(0, cut) +
        before
          .slice(cut, cut + 2)
          .split('')
          .reverse()
          .join('') +
        before.slice(cut + 2)
      );
    }),
    fc
      .tuple(at, fc.constantFrom(...'aeiou:,[]{}-#&*!|>\'"%@0189 \n'))
      .map(([where, letter]) => (before: string) => {
        const cut = place(before, where);
        return before.slice(0, cut) + letter + before.slice(cut + 1);
      }),
  );
}

const mutated = (kind: Kind): fc.Arbitrary<Input> =>
  fc
    .tuple(fc.constantFrom(...VALID[kind]), fc.array(mutation(kind), { minLength: 1, maxLength: 4 }))
    .map(([start, changes]) => changes.reduce((now, change) => change(now), start))
    .map((result) => ({ kind, bytes: Buffer.from(result, 'utf8') }));

/** Bytes that are not text, in the middle of a text that is. */
const damaged = (kind: Kind): fc.Arbitrary<Input> =>
  fc
    .tuple(fc.constantFrom(...VALID[kind]), fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.nat(200))
    .map(([start, bytes, where]) => {
      const before = Buffer.from(start, 'utf8');
      return { kind, bytes: Buffer.concat([before.subarray(0, where), bytes, before.subarray(where)]) };
    });

const KEYS = [
  'name',
  'agents',
  'steps',
  'seed',
  'traffic',
  'source',
  'detector',
  'trees',
  'window',
  'subsample',
  'threshold',
  'faults',
  'byzantine',
  'partitions',
  'parts',
  'nodes',
  'arms',
  'collect',
  'replications',
  'model',
  'agnets',
  'tree',
  'Name',
  '',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '0',
  'a.b',
  'environment',
  'simulation',
  'logging',
  'level',
  'environments',
];

/** Trees of keys that are known, nearly known or not at all, with values of any kind. */
const grown = (kind: 'scenario' | 'config'): fc.Arbitrary<Input> => {
  const { tree } = fc.letrec<{ tree: unknown; value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(
        '',
        'synthetic',
        'westermo',
        'none',
        'random',
        'info',
        'small-world',
        'x'.repeat(300),
        null,
        1e15,
      ),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('tree'),
    ),
    tree: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  }));
  return tree.map((value) => ({ kind, bytes: Buffer.from(stringify(value) as string, 'utf8') }));
};

/** Malformed (and now and then still valid) inputs of all kinds. */
export const inputs: fc.Arbitrary<Input> = fc.oneof(
  mutated('scenario'),
  grown('scenario'),
  damaged('scenario'),
  mutated('config'),
  grown('config'),
  mutated('csv'),
  damaged('csv'),
);
