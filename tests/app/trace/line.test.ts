import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOf, stateAfter, type TraceLine } from '../../../app/trace/line.js';
import type { Fingerprint, PartPrint } from '../../../framework/index.js';

const word = fc.integer({ min: 0, max: 0xffffffff });

/** Agents that come, go and change: few ids and few fingerprints, so that most of two neighbours are equal. */
const agents = fc
  .uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 })
  .chain((ids) =>
    fc.tuple(fc.constant(ids), fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 })),
  )
  .map(([ids, prints]) => {
    const sorted = Uint32Array.from(ids).sort();
    return { ids: sorted, prints: Uint32Array.from(sorted, (_, at) => prints[at]!) };
  });

/** What a whole is made of, here: any function of the agents would do. */
const wholeOf = ({ ids, prints }: NonNullable<PartPrint['agents']>): number =>
  [...ids, 77, ...prints].reduce((sum, each) => (Math.imul(sum, 31) + each) >>> 0, 7);

const part: fc.Arbitrary<PartPrint> = fc.oneof(
  word.map((whole) => ({ whole })),
  agents.map((own) => ({ whole: wholeOf(own), agents: own })),
);

const state: fc.Arbitrary<Fingerprint> = fc
  .dictionary(fc.constantFrom('agents', 'grid', 'queue', 'rows'), part)
  .map((parts) => new Map(Object.entries(parts)));

describe('lines of a trace', () => {
  test('lead from each state to the next, also through JSON', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (states) => {
        let written: Fingerprint = new Map();
        let read: Fingerprint = new Map();
        for (const [step, next] of states.entries()) {
          const line = JSON.parse(
            JSON.stringify(lineOf({ step, stage: 'act', state: next }, written)),
          ) as TraceLine;
          written = next;
          read = stateAfter(line, read);
          expect([...read]).toEqual([...next]);
        }
      }),
    );
  });

  test('say nothing of what stayed', () => {
    fc.assert(
      fc.property(state, (same) => {
        expect(lineOf({ step: 1, stage: 'act', state: same }, same)).toEqual({
          step: 1,
          stage: 'act',
          whole: {},
        });
      }),
    );
  });

  test('name only the agents that changed, came or left', () => {
    const of = (pairs: readonly (readonly [number, number])[]): Fingerprint => {
      const own = {
        ids: Uint32Array.from(pairs, ([id]) => id),
        prints: Uint32Array.from(pairs, ([, print]) => print),
      };
      return new Map([['agents', { whole: wholeOf(own), agents: own }]]);
    };
    const before = of([
      [0, 5],
      [1, 5],
      [2, 5],
      [7, 5],
    ]);
    const after = of([
      [0, 5],
      [1, 6],
      [7, 5],
      [9, 5],
    ]);
    const line = lineOf({ step: 0, stage: 'act', state: after }, before);
    const words = (text: string) => [...new Uint32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)];
    expect(words(line.agents!['agents']!)).toEqual([1, 6, 9, 5]);
    expect(words(line.gone!['agents']!)).toEqual([2]);
  });
});
