import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cycle } from '../../../model/cycle.js';
import { sign, signature } from '../../../model/stages/sign.js';
import { receive } from '../../../model/stages/traffic.js';
import { byScore, patternOf } from '../../../model/state/signature.js';
import { makeCycle, stillTraffic } from '../support/cycle.js';
import type { Given } from '../support/run.js';

const X = [127, 0, 0, 0];
const Y = [0, 127, 0, 0];
const Z = [0, 0, 127, 0];
const ZERO = [0, 0, 0, 0];

const ROWS = 8;

/** What node 1 of two signs when its flagged records point so, each with its path sum. */
async function signed(
  rows: readonly (readonly [readonly number[], number])[],
  given: Given = {},
  also?: (cycle: Cycle) => void,
) {
  const cycle = await makeCycle({ ...given, agents: 2 });
  await receive(cycle, 3, stillTraffic(2, 4, ROWS).at(0).batch);
  const { records } = cycle;
  for (const [i, [direction, path]] of rows.entries()) {
    records.direction.set(direction, (ROWS + i) * 4);
    records.path[ROWS + i] = path;
    records.anomalous[ROWS + i] = 1;
  }
  also?.(cycle);
  const { anomalous, suspect, listed, direction, verdict, passed } = records;
  await cycle.kernels.judge({
    groups: records.groups,
    features: cycle.features,
    anomalous,
    suspect,
    proposesSuspects: cycle.parameters.signatures.propose === 'suspect',
    listed,
    directions: direction,
    verdicts: verdict,
    passed,
  });
  await sign(cycle, 3);
  return cycle.signatures.map(({ author, step, direction, count, path }) => ({
    author,
    step,
    direction: [...direction],
    count,
    path,
  }));
}

describe('signing', () => {
  it('groups by cosine, and says how many and how anomalous', async () => {
    expect(
      await signed([
        [X, 30],
        [Y, 10],
        [X, 33],
      ]),
    ).toEqual([{ author: 1, step: 3, direction: X, count: 2, path: 31 }]);
  });

  it('puts the most anomalous group first, and no more than perStep', async () => {
    const rows = [X, X, Y, Y, Z, Z].map((direction, i) => [direction, 60 - i] as const);
    expect((await signed(rows, { signatures: { perStep: 2 } })).map(({ direction }) => direction)).toEqual([
      Z,
      Y,
    ]);
  });

  it('asks for as many records as the scenario says', async () => {
    expect(
      await signed(
        [
          [X, 1],
          [X, 2],
        ],
        { signatures: { group: 3 } },
      ),
    ).toEqual([]);
    expect(
      await signed(
        [
          [X, 1],
          [X, 2],
          [X, 3],
        ],
        { signatures: { group: 3 } },
      ),
    ).toHaveLength(1);
  });

  it('leaves out what the blacklist caught, and what lies at the centre', async () => {
    const caught = (cycle: Cycle) => cycle.records.listed.fill(0, ROWS, ROWS + 1);
    expect(
      await signed(
        [
          [X, 1],
          [X, 2],
        ],
        {},
        caught,
      ),
    ).toEqual([]);
    expect(
      await signed([
        [ZERO, 1],
        [ZERO, 2],
      ]),
    ).toEqual([]);
  });

  it('takes suspects too where the scenario says so', async () => {
    const suspects = (cycle: Cycle) => {
      cycle.records.anomalous.fill(0);
      cycle.records.suspect.fill(1, ROWS, ROWS + 2);
    };
    expect(
      await signed(
        [
          [X, 1],
          [X, 2],
        ],
        {},
        suspects,
      ),
    ).toEqual([]);
    expect(
      await signed(
        [
          [X, 1],
          [X, 2],
        ],
        { signatures: { propose: 'suspect' } },
        suspects,
      ),
    ).toHaveLength(1);
  });
});

describe('a signature', () => {
  const direction = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 1, maxLength: 8 });

  it('is named after its author, step and content', async () => {
    const id = (author: number, step: number, x: readonly number[], path = 1) =>
      signature(author, step, Int8Array.from(x), 2, path).id;
    expect(id(1, 2, X)).toBe(id(1, 2, X));
    expect(new Set([id(1, 2, X), id(2, 2, X), id(1, 3, X), id(1, 2, Y), id(1, 2, X, 9)]).size).toBe(5);
  });

  it('has the features above the average of its squared length as its pattern, with sign', async () => {
    fc.assert(
      fc.property(direction, (x) => {
        const average = x.reduce((sum, q) => sum + q * q, 0) / x.length;
        const expected = x.flatMap((q, f) => (q * q > average ? [q > 0 ? f + 1 : -(f + 1)] : []));
        expect(patternOf(Int8Array.from(x))).toEqual(expected);
      }),
    );
  });

  it('is ordered by score, then id: one order for any two', async () => {
    const some = [3, 1, 2, 1].map((path, i) => signature(i, 0, Int8Array.from(X), 2, path));
    expect(some.toSorted(byScore).map(({ path }) => path)).toEqual([1, 1, 2, 3]);
    expect(some.toReversed().toSorted(byScore)).toEqual(some.toSorted(byScore));
  });
});
