import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostOf, slotsOf } from '../../../../../framework/experiment/engines/ray/slots.js';

const at = 0;
const cpu = (used: number, all: number) => ({ CPU: [used, all] as [number, number] });

test('shards fit nodes, not the sum of nodes', () => {
  const nodes = { a: cpu(0, 3), b: cpu(0, 3), c: {} };
  expect(slotsOf({ at, nodes }, { cpus: 2, gpus: 0 }, [])).toBe(2);
  expect(slotsOf({ at, nodes }, { cpus: 4, gpus: 0 }, [])).toBe(0);
});

test('shares are counted exactly', () => {
  const nodes = { a: { ...cpu(0, 100), GPU: [0, 0.3] as [number, number] } };
  expect(slotsOf({ at, nodes }, { cpus: 1, gpus: 0.1 }, [])).toBe(3);
  expect(slotsOf({ at, nodes: { a: cpu(0.1 + 0.2, 1.3) } }, { cpus: 1, gpus: 0 }, [])).toBe(1);
});

test('what ours use is theirs to use; more than is used they can not', () => {
  const nodes = { a: cpu(2, 4), b: cpu(1, 4) };
  const shard = { cpus: 1, gpus: 0 };
  expect(slotsOf({ at, nodes }, shard, [])).toBe(5);
  expect(slotsOf({ at, nodes }, shard, ['a'])).toBe(6);
  expect(slotsOf({ at, nodes }, shard, ['b', 'b', 'b'])).toBe(6);
  expect(slotsOf({ at, nodes }, shard, ['elsewhere'])).toBe(5);
});

test('with whole cores: as many as can be put in one after another', () => {
  const node = fc.record({ all: fc.nat(16), used: fc.nat(16), ours: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(node, { maxLength: 4 }), fc.integer({ min: 1, max: 5 }), (given, cpus) => {
      const cluster = {
        at,
        nodes: Object.fromEntries(
          given.map(({ all, used }, index) => [`n${index}`, cpu(Math.min(used, all), all)]),
        ),
      };
      const ours = given.flatMap(({ ours }, index) => Array<string>(ours).fill(`n${index}`));
      let [naive, most] = [0, 0];
      for (const { all, used, ours } of given) {
        let left = all - Math.max(0, Math.min(used, all) - ours * cpus);
        for (; left >= cpus; left -= cpus) naive++;
        for (let whole = all; whole >= cpus; whole -= cpus) most++;
      }
      expect(slotsOf(cluster, { cpus, gpus: 0 }, ours)).toBe(naive);
      expect(mostOf(cluster, { cpus, gpus: 0 })).toBe(most);
    }),
  );
});
