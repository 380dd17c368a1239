import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Economy } from './model.ts';

test('coins change hands, and their number stays', async () => {
  const model = new Economy({ seed: 1, parameters: { people: 50, coins: 2 } });
  for (let step = 0; step < 20; step++) {
    await model.advance();
    assert.equal(model.total, 100);
  }
  assert.ok(model.richest > 2);
});

test('a run is a function of its parameters and its seed', async () => {
  const digest = async (seed: number) => {
    const model = new Economy({ seed });
    await model.run({ steps: 10 });
    return model.digest;
  };
  assert.equal(await digest(1), await digest(1));
  assert.notEqual(await digest(1), await digest(2));
});
