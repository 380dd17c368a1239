import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostKernels } from '../../../kernels/index.js';
import { doneByReference, expectEqualBits } from '../equal-bits.js';
import { jobs } from '../jobs/index.js';
import { largeAppend, largeMemory, largePurge, largeSignatures, largeVotes } from '../jobs/large.js';
import { compiledKernels } from './implementations.js';

const names = ['strongest', 'groupSignatures', 'castVotes', 'windowAppend', 'windowPurge'] as const;
type Name = (typeof names)[number];

interface Case<T> {
  readonly name: Name;
  readonly job: T;
  /** The job as the reference leaves it. */
  readonly done: T;
}

const caseOf = <T extends object>(name: Name, job: T): Case<T> => ({
  name,
  job,
  done: doneByReference(name, job),
});

const expectCase = (kernels: HostKernels, { name, job, done }: Case<object>): void =>
  expectEqualBits(kernels, name, job, done);

const votes = largeVotes();
const { suspects: _suspects, ...withoutSuspects } = votes;
const { gate: _gate, ...withoutGate } = votes.windows;
const manyVotes = [
  votes,
  withoutSuspects,
  { ...votes, windows: withoutGate },
  { ...votes, tolerated: 0, persistence: 0 },
  { ...votes, tolerated: 1_000_000 },
  largeVotes(1),
].map((job) => caseOf('castVotes', job));
const signatures = [17_000, 14_000].map((bound) =>
  caseOf('groupSignatures', { ...largeSignatures(), bound }),
);
const purge = caseOf('windowPurge', largePurge());
const moves = [caseOf('strongest', largeMemory()), caseOf('windowAppend', largeAppend()), purge];

it('large jobs have every vote, large groups and many dropped rows', () => {
  expect([...new Set(manyVotes[0]!.done.out)].sort()).toEqual([0, 1, 2, 3]);
  expect(Math.max(...signatures[1]!.done.counts)).toBeGreaterThan(30);
  expect(Math.max(...purge.done.dropped)).toBeGreaterThan(50);
});

describe.each(compiledKernels)('%s', (_, kernels) => {
  it.each(names)('%s gives the bits of the reference', (name) => {
    fc.assert(fc.property<[object]>(jobs[name], (job) => expectEqualBits(kernels, name, job)));
  });

  it.each(manyVotes)('casts the votes of many nodes on many proposals', (votes) =>
    expectCase(kernels, votes),
  );

  it.each(signatures)('groups many records into signatures', (job) => expectCase(kernels, job));

  it.each(moves)('moves the rows of many slots: $name', (job) => expectCase(kernels, job));

  it('throws as the reference where a sum of directions is too long, and works on', () => {
    const [length, features] = [70_000, 64];
    const groups = {
      slots: Uint32Array.of(0, 1),
      starts: Uint32Array.of(0, length),
      lengths: Uint32Array.of(length, length),
    };
    const job = {
      rows: new Int8Array(features).fill(127),
      features,
      pathSums: Uint32Array.of(1),
      order: new Uint32Array(2 * length),
      groups,
      bound: 1,
      least: 1,
      counts: new Uint32Array(2 * length),
      paths: new Uint32Array(2 * length),
      directions: new Int8Array(2 * length * features),
    };
    expect(() => kernels.groupSignatures(job)).toThrow(RangeError);
    expect(() => kernels.groupSignatures(job)).toThrow(/2\^52/);
    expectCase(kernels, manyVotes[0]!);
  });
});
