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

  test('names parameters of its own as those that may change', () => {
    const model = entry.create({ seed: 5 }, storage);
    const { changeable } = model.constructor as unknown as { readonly changeable: readonly string[] };
    for (const name of changeable) expect(Object.keys(model.parameters)).toContain(name);
  });
});
