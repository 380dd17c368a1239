import { describe, expect, it } from 'vitest';
import type { Groups } from '../../../kernels/index.js';
import { compiledKernels } from './implementations.js';

const words = (...values: number[]) => Uint32Array.from(values);
const group = (slot: number, start: number, length: number): Groups => ({
  slots: words(slot),
  starts: words(start),
  lengths: words(length),
});
const twice: Groups = { slots: words(1, 0, 1), starts: words(0, 1, 2), lengths: words(1, 1, 1) };

/** Two slots of three rows each, two features; three rows come in. */
const strongest = () => ({
  memory: { capacity: 3, sums: new Uint32Array(6), counts: words(1, 2) },
  pathSums: new Uint32Array(3),
  groups: group(1, 1, 2),
});
const append = () => ({
  window: { capacity: 3, features: 2, rows: new Uint16Array(12), counts: words(1, 3), heads: words(1, 2) },
  records: new Uint16Array(6),
  groups: group(1, 1, 2),
});
const purge = () => ({
  window: append().window,
  slots: words(1),
  drop: new Uint8Array(6),
  dropped: new Uint32Array(1),
});
const signatures = () => ({
  rows: new Int8Array(6),
  features: 2,
  pathSums: new Uint32Array(3),
  order: words(2, 0, 1),
  groups: group(0, 1, 2),
  bound: 1,
  least: 1,
  counts: new Uint32Array(3),
  paths: new Uint32Array(3),
  directions: new Int8Array(6),
});
const votes = () => ({
  features: 2,
  signatures: new Int8Array(4),
  bound: 1,
  windows: { rows: new Int8Array(6), groups: group(0, 1, 2), periods: new Uint32Array(3) },
  suspects: { rows: new Int8Array(6), groups: group(0, 1, 2) },
  tolerated: 0,
  persistence: 0,
  prior: new Uint8Array(2),
  out: new Uint8Array(2),
});
const attribute = (stored: number, incoming: number) => ({
  attributes: [{ width: 2, stored: new Int32Array(stored), incoming: new Int32Array(incoming) }],
});

describe.each(compiledKernels)('%s refuses', (_, kernels) => {
  it('memories outside their columns', () => {
    const job = strongest();
    const refused = (change: object) => expect(() => kernels.strongest({ ...job, ...change }));
    expect(() => kernels.strongest({ ...job, ...attribute(12, 6) })).not.toThrow();
    refused({ groups: group(2, 0, 1) }).toThrow(/slot lies outside/);
    refused({ groups: twice }).toThrow(/named twice/);
    refused({ groups: group(1, 2, 2) }).toThrow(/path sums/);
    refused({ groups: group(1, 0xffffffff, 0xffffffff) }).toThrow(/path sums/);
    refused({ memory: { ...job.memory, sums: new Uint32Array(5) } }).toThrow(/slot lies outside/);
    refused({ memory: { ...job.memory, counts: words(0, 4) } }).toThrow(/more rows/);
    refused({ gate: new Uint8Array(2) }).toThrow(/rows lie outside/);
    refused({ keep: new Uint8Array(5) }).toThrow(/slot lies outside/);
    refused(attribute(11, 6)).toThrow(/slot lies outside/);
    refused(attribute(12, 5)).toThrow(/outside an attribute/);
  });

  it('attributes whose rows are no rows of one type', () => {
    const of = (width: number, stored: object, incoming: object) =>
      expect(() => kernels.strongest({ ...strongest(), attributes: [{ width, stored, incoming } as never] }));
    of(1, new Int32Array(6), new Uint32Array(3)).toThrow(/different types/);
    of(1, new Float32Array(6), new Float32Array(3)).toThrow(/integers/);
    of(0, new Int32Array(6), new Int32Array(3)).toThrow(/at least one value/);
    of(1, [], new Int32Array(3)).toThrow(RangeError);
  });

  it('windows outside their columns', () => {
    const job = append();
    const refused = (change: object) => expect(() => kernels.windowAppend({ ...job, ...change }));
    expect(() => kernels.windowAppend({ ...append(), ...attribute(12, 6) })).not.toThrow();
    refused({ groups: group(2, 0, 1) }).toThrow(/slot lies outside/);
    refused({ groups: twice }).toThrow(/named twice/);
    refused({ groups: group(1, 2, 2) }).toThrow(/outside an attribute/);
    refused({ gate: new Uint8Array(2) }).toThrow(/rows lie outside/);
    refused({ window: { ...job.window, rows: new Uint16Array(11) } }).toThrow(/slot lies outside/);
    refused({ window: { ...job.window, heads: words(0, 3) } }).toThrow(/head lies outside/);
    refused({ window: { ...job.window, counts: words(0, 4) } }).toThrow(/head lies outside/);
    refused({ window: { ...job.window, capacity: 0 } }).toThrow(/at least one row/);
    refused(attribute(11, 6)).toThrow(/slot lies outside/);
    refused(attribute(12, 5)).toThrow(/outside an attribute/);
  });

  it('purges outside their columns', () => {
    const job = purge();
    const refused = (change: object) => expect(() => kernels.windowPurge({ ...job, ...change }));
    expect(() => kernels.windowPurge({ ...purge(), ...attribute(12, 0) })).not.toThrow();
    refused({ slots: words(2) }).toThrow(/slot lies outside/);
    refused({ slots: words(0, 0), dropped: new Uint32Array(2) }).toThrow(/named twice/);
    refused({ drop: new Uint8Array(5) }).toThrow(/slot lies outside/);
    refused({ dropped: new Uint32Array(0) }).toThrow(/each slot/);
    refused(attribute(11, 0)).toThrow(/slot lies outside/);
  });

  it('candidates outside their columns, and groups that overlap', () => {
    const job = signatures();
    const refused = (change: object) => expect(() => kernels.groupSignatures({ ...job, ...change }));
    expect(() => kernels.groupSignatures(job)).not.toThrow();
    const overlapping = { slots: words(0, 1), starts: words(1, 0), lengths: words(2, 2) };
    refused({ groups: overlapping }).toThrow(/overlap/);
    refused({ groups: group(0, 2, 2) }).toThrow(/outside the order/);
    refused({ groups: group(0, 0, 1 << 24) }).toThrow(/2\^24/);
    refused({ order: words(0, 0, 3) }).toThrow(/outside the rows/);
    refused({ pathSums: new Uint32Array(1) }).toThrow(/outside the rows/);
    refused({ counts: new Uint32Array(2) }).toThrow(/outside the signatures/);
    refused({ paths: new Uint32Array(2) }).toThrow(/outside the signatures/);
    refused({ directions: new Int8Array(5) }).toThrow(/outside the signatures/);
    refused({ bound: 0 }).toThrow(RangeError);
  });

  it('windows, suspects and votes outside their columns', () => {
    const job = votes();
    const refused = (change: object) => expect(() => kernels.castVotes({ ...job, ...change }));
    expect(() => kernels.castVotes(job)).not.toThrow();
    const window = (change: object) => refused({ windows: { ...job.windows, ...change } });
    window({ groups: group(0, 2, 2) }).toThrow(/outside the windows/);
    window({ rows: new Int8Array(5) }).toThrow(/outside the windows/);
    window({ periods: new Uint32Array(2) }).toThrow(/periods/);
    window({ gate: new Uint8Array(2) }).toThrow(/gate/);
    refused({ suspects: { ...job.suspects, groups: group(0, 2, 2) } }).toThrow(/outside the suspects/);
    const nobody = { slots: words(), starts: words(), lengths: words() };
    refused({ suspects: { ...job.suspects, groups: nobody } }).toThrow(/each node/);
    refused({ prior: new Uint8Array(1) }).toThrow(/each proposal and node/);
    refused({ out: new Uint8Array(1) }).toThrow(/each proposal and node/);
    refused({ bound: 0 }).toThrow(RangeError);
  });
});
