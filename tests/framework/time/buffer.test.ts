import fc from 'fast-check';
import { expect, it } from 'vitest';
import { activate, column, DoubleBuffer, Population } from '../../../framework/index.js';

it('lets all cells change at once, as a copy of the whole column would', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }), fc.nat(5), (given, rounds) => {
      const cells = new Population(given.length, { state: column(Uint8Array) });
      cells.columns.state.set(given);
      const { state } = cells.columns;
      const next = new DoubleBuffer(() => cells.columns.state);
      const left = (i: number) => (i + given.length - 1) % given.length;
      let expected = [...given];
      for (let round = 0; round < rounds; round++) {
        const was = expected;
        // Those in state 0 write nothing, and keep what they are.
        expected = was.map((own, i) => (own === 0 ? 0 : (own + was[left(i)]!) % 4));
        activate.sequential(cells, (i) => {
          if (next.read[i] !== 0) next.write[i] = (next.read[i]! + next.read[left(i)]!) % 4;
        });
        expect(Array.from(state)).toEqual(was);
        next.swap();
        expect(Array.from(state)).toEqual(expected);
      }
      expect(next.read).toBe(state);
    }),
  );
});

it('drops what was written on reset, and takes up what was written to the column', () => {
  const values = Int32Array.of(1, 2, 3);
  const next = new DoubleBuffer(() => values);
  next.write[0] = 9;
  values[2] = 7;
  next.reset();
  next.swap();
  expect(values).toEqual(Int32Array.of(1, 2, 7));
});

it('follows a column that is replaced by a longer one', () => {
  let values = Int32Array.of(1, 2);
  const next = new DoubleBuffer(() => values);
  next.write[0] = 5;
  values = Int32Array.of(1, 2, 3, 4);
  next.write[3] = 6;
  next.swap();
  expect(values).toEqual(Int32Array.of(5, 2, 3, 6));
  values = Int32Array.of(8, 9);
  next.reset();
  next.swap();
  expect(values).toEqual(Int32Array.of(8, 9));
});

it('goes through a checkpoint with what is still to come', () => {
  const values = Int32Array.of(1, 2);
  const next = new DoubleBuffer(() => values);
  next.write[1] = 5;
  const saved = next.save();
  next.write[0] = 9;
  const again = new DoubleBuffer(() => values);
  again.restore(saved);
  again.swap();
  expect(values).toEqual(Int32Array.of(1, 5));
});
