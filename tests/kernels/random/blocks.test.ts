import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillWords, randomBits } from '../../../kernels/index.js';
import { keys, u32 } from '../jobs/columns.js';

it('blocks made in WebAssembly have the words of the scalar reference, over any range', () => {
  const addresses = fc.record({ key: keys, stream: u32, agent: u32, step: u32 });
  fc.assert(
    fc.property(addresses, fc.nat(3000), u32, (address, length, first) => {
      const words = fillWords(address, new Uint32Array(length).fill(7), first);
      expect(words).toEqual(randomBits(address, new Uint32Array(length), first));
    }),
  );
});
