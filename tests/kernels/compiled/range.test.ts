import { describe, expect, it } from 'vitest';
import { normalTable } from '../../../kernels/random/normal.js';
import { addon, compiledKernels } from './implementations.js';
import * as large from './large.js';

const groups = { slots: Uint32Array.of(1), starts: Uint32Array.of(1), lengths: Uint32Array.of(2) };
const beyond = Uint32Array.of(0xffffffff);

describe.each(compiledKernels)('columns that are too short, or too long: %s', (_, kernels) => {
  it('are refused by draws', () => {
    const [bits, variates] = [large.draws(3, 4), large.variates(3, 4)];
    const none = new Uint32Array(0);
    expect(() => kernels.randomBits({ ...bits, out: bits.out.subarray(1) })).toThrow(RangeError);
    expect(() => kernels.randomBits({ ...bits, agents: none })).toThrow(RangeError);
    expect(() => kernels.normals({ ...variates, out: variates.out.subarray(1) })).toThrow(RangeError);
    expect(() => kernels.normals({ ...variates, agents: none })).toThrow(RangeError);
  });

  it('are refused by traffic', () => {
    const job = large.traffic(3, 4, 2);
    for (const column of ['centres', 'shifts', 'reach', 'records', 'attacks'] as const) {
      expect(() => kernels.traffic({ ...job, [column]: job[column].subarray(1) })).toThrow(RangeError);
    }
    for (const features of [0, -1, 3, 0.3, 2 ** 32 + 2, Number.NaN]) {
      expect(() => kernels.traffic({ ...job, features })).toThrow(RangeError);
    }
    for (const rows of [3, -4, 4.5, 2 ** 32 + 4]) {
      expect(() => kernels.traffic({ ...job, rows })).toThrow(RangeError);
    }
    const many = { shifts: new Int32Array(2 * 256), reach: new Float64Array(3 * 256) };
    expect(() => kernels.traffic({ ...job, ...many })).toThrow(/255/);
  });

  it('are refused by directions', () => {
    const job = {
      records: new Uint16Array(6),
      features: 2,
      groups,
      centres: new Uint16Array(4),
      spreads: new Uint16Array(2).fill(1),
      out: new Int8Array(6),
    };
    kernels.directions(job);
    for (const column of ['records', 'centres', 'spreads', 'out'] as const) {
      expect(() => kernels.directions({ ...job, [column]: job[column].subarray(1) })).toThrow(RangeError);
    }
    for (const column of ['slots', 'starts', 'lengths'] as const) {
      const wrong = { ...groups, [column]: beyond };
      expect(() => kernels.directions({ ...job, groups: wrong })).toThrow(RangeError);
    }
    const far = { slots: groups.slots, starts: beyond, lengths: beyond };
    expect(() => kernels.directions({ ...job, groups: far })).toThrow(RangeError);
    expect(() => kernels.directions({ ...job, groups: { ...groups, starts: new Uint32Array(0) } })).toThrow(
      RangeError,
    );
    for (const features of [3, -2, 1.5, 2 ** 32 - 1, 2 ** 32 + 2]) {
      expect(() => kernels.directions({ ...job, features })).toThrow(RangeError);
    }
  });

  it('are refused by tallies', () => {
    const job = { ...large.ballots(3, 4, true), weights: new Uint32Array(4) };
    for (const column of ['votes', 'weights', 'confirms', 'rejects'] as const) {
      expect(() => kernels.tally({ ...job, [column]: job[column].subarray(1) })).toThrow(RangeError);
    }
    for (const wrong of [{ proposals: 4 }, { voters: 5 }, { proposals: 2 ** 32 - 1, voters: 2 ** 32 - 1 }]) {
      expect(() => kernels.tally({ ...job, ...wrong })).toThrow(RangeError);
    }
    expect(() => kernels.tally({ ...job, proposals: 2 ** 32 + 3 })).toThrow(RangeError);
    expect(() => kernels.tally({ ...job, voters: -1 })).toThrow(RangeError);
  });
});

describe.skipIf(addon === undefined)('the addon, which trusts no caller', () => {
  const table = normalTable as Int16Array;
  const [agents, words] = [new Uint32Array(2), new Uint32Array(6)];

  it('checks draws', () => {
    expect(() => addon!.randomBits(0, 1, 1, 2, 3, 4, agents, words.subarray(1))).toThrow(RangeError);
    expect(() => addon!.randomBits(0, 1, 1, 2, 3, 4, words.subarray(6), words)).toThrow(RangeError);
    expect(() => addon!.randomBits(99, 1, 1, 2, 3, 4, agents, words)).toThrow(RangeError);
    expect(() => addon!.randomBits(0, 1, 1, 2, 3, 4, agents)).toThrow(RangeError);
    const out = new Int16Array(6);
    expect(() => addon!.normals(0, 1, 1, 2, 3, 4, agents, table.subarray(1), out)).toThrow(/65536/);
    expect(() => addon!.normals(0, 1, 1, 2, 3, 4, agents, table, out.subarray(1))).toThrow(RangeError);
    expect(() => addon!.normals(0, 1, 1, 2, 3, 4, agents, table, words)).toThrow(/type/);
  });

  it('checks traffic', () => {
    const { centres, shifts, reach, records, attacks } = large.traffic(3, 4, 2);
    const columns = [centres, shifts, reach, table, records, attacks];
    addon!.traffic(0, 1, 1, 2, 3, 4, 2, 4, ...columns);
    for (let i = 0; i < columns.length; i++) {
      const short = columns.map((column, j) => (i === j ? column.subarray(1) : column));
      expect(() => addon!.traffic(0, 1, 1, 2, 3, 4, 2, 4, ...short)).toThrow(RangeError);
    }
    for (const [features, rows] of [
      [0, 4],
      [3, 4],
      [2, 3],
      [2, 2 ** 32 - 1],
      [2 ** 32 - 1, 4],
      [2 ** 32 + 2, 4],
    ] as const) {
      expect(() => addon!.traffic(0, 1, 1, 2, 3, 4, features, rows, ...columns)).toThrow(RangeError);
    }
  });
});
