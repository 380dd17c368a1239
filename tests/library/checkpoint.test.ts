import { describe, expect, test } from 'vitest';
import { digestOf, putState, stateOf } from '../../framework/index.js';
import { LIBRARY } from '../../library/index.js';

const CASES = LIBRARY.flatMap((entry) =>
  entry.storages.map((storage) => [entry.name, storage, entry] as const),
);

/** Steps before a state is taken, and after. */
const [BEFORE, AFTER] = [6, 5];

describe.each(CASES)('%s in %s', (_, storage, entry) => {
  test('goes on from its state as if nothing had been', async () => {
    const made = () => entry.create({ seed: 5 }, storage);
    const straight = made();
    for (let i = 0; i < BEFORE; i++) await straight.advance();
    const again = made();
    const state = structuredClone(stateOf(straight));
    putState(again, state);
    expect(digestOf(stateOf(again))).toBe(digestOf(state));
    for (let i = 0; i < AFTER; i++) {
      await straight.advance();
      await again.advance();
    }
    expect(digestOf(stateOf(again))).toBe(digestOf(stateOf(straight)));
    expect(again.size).toBe(straight.size);
  });

  test('goes on with another value of each parameter that may change', async () => {
    const { scenario } = entry;
    const model = entry.create({ seed: 5 }, storage);
    for (let i = 0; i < BEFORE; i++) await model.advance();
    const state = structuredClone(stateOf(model));
    for (const name of scenario.changeable) {
      const value = (model.parameters as Record<string, number>)[name]!;
      const parameters = { [name]: Number.isInteger(value) ? value + 1 : value / 2 };
      const branch = entry.create({ seed: 5, parameters }, storage);
      putState(branch, state);
      expect(digestOf(stateOf(branch)), name).toBe(digestOf(state));
      for (let i = 0; i < AFTER; i++) await branch.advance();
      expect(branch.step).toBe(BEFORE + AFTER);
    }
  });
});
