import { describe, expect, it } from 'vitest';
import { similarityBound } from '../../../kernels/bounds.js';
import { onHost, reference } from '../../../kernels/index.js';
import { Colluders } from '../../../model/adversary/index.js';

const kernels = onHost(reference);
const bound = similarityBound(0.9);
const window = (...rows: readonly (readonly [number, number])[]) => Int8Array.from(rows.flat());

describe('the false signature', () => {
  it('is the direction that most of the first member’s window matches', async () => {
    const ordinary = window([127, 0], [0, 127], [10, 126], [-8, 126], [0, -127]);
    const signature = await new Colluders([6, 2]).propose(kernels, () => ordinary, 2, bound);
    expect(signature).toEqual({ author: 2, direction: Int8Array.of(0, 127) });
  });

  it('comes from the next member where the first is away or knows no direction', async () => {
    const windows = new Map([
      [4, window([0, 0], [0, 0])],
      [8, window([127, 0])],
    ]);
    const group = new Colluders([8, 4, 1]);
    const propose = (of: (node: number) => Int8Array) => group.propose(kernels, of, 2, bound);
    expect(await propose((node) => windows.get(node) ?? new Int8Array(0))).toMatchObject({ author: 8 });
    expect(await propose(() => new Int8Array(0))).toBeUndefined();
  });

  it('is a copy: a window that moves on does not change it', async () => {
    const ordinary = window([127, 0]);
    const signature = (await new Colluders([0]).propose(kernels, () => ordinary, 2, bound))!;
    ordinary.fill(1);
    expect([...signature.direction]).toEqual([127, 0]);
  });

  it('takes the first of equals, and candidates from the first 256 rows only', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => (i < 256 ? [127, 0] : [0, 127]) as [number, number]);
    const both = window([0, 127], [127, 0]);
    const group = new Colluders([0]);
    expect((await group.propose(kernels, () => both, 2, bound))!.direction).toEqual(Int8Array.of(0, 127));
    const late = [
      ...rows.slice(0, 1),
      ...Array.from({ length: 255 }, () => [0, 0] as [number, number]),
      ...rows.slice(256),
    ];
    expect((await group.propose(kernels, () => window(...late), 2, bound))!.direction).toEqual(
      Int8Array.of(127, 0),
    );
  });
});
