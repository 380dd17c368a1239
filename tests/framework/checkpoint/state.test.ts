import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agent, digestOf, Model, putState, Scheduler, stage, stateOf } from '../../../framework/index.js';
import { type Animal, Bird, Zoo } from './zoo.js';

const made = (seed: number, animals: number) => new Zoo({ seed, parameters: { animals } });

async function after(model: Zoo, steps: number): Promise<Zoo> {
  for (let i = 0; i < steps; i++) await model.advance();
  return model;
}

/** As it comes back from a file. */
const copyOf = (model: Model) => structuredClone(stateOf(model));

test('a run goes on from its state as if nothing had been', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1000),
      fc.integer({ min: 0, max: 12 }),
      fc.nat(12),
      fc.nat(12),
      async (seed, animals, at, more) => {
        const straight = await after(made(seed, animals), at);
        const state = copyOf(straight);
        const again = made(seed, animals);
        putState(again, state);
        expect(digestOf(stateOf(again))).toBe(digestOf(state));
        await after(straight, more);
        await after(again, more);
        expect(stateOf(again).tree).toEqual(stateOf(straight).tree);
        expect(digestOf(stateOf(again))).toBe(digestOf(stateOf(straight)));
      },
    ),
    { numRuns: 60 },
  );
});

test('who referred to one object refers to one object again', async () => {
  const state = copyOf(await after(made(3, 6), 12));
  const again = made(3, 6);
  putState(again, state);
  const birds = again.agentsOf(Bird).toArray();
  expect(birds.length).toBeGreaterThan(1);
  for (const bird of birds) expect(bird.flock).toBe(again.flock);
  expect(again.heat).toBe(again.cells.columns.heat);
  const mothers = again.agents.toArray().map((agent) => (agent as Animal).mother);
  const gone = mothers.find((mother) => mother?.alive === false);
  expect(gone).toBeInstanceOf(Agent);
  expect(again.agents.has(gone!)).toBe(false);
  expect([...again.agents].map(({ id }) => id)).toEqual(
    [...again.agents].map(({ id }) => id).sort((a, b) => a - b),
  );
});

class Plain extends Model {
  readonly scheduler = new Scheduler([stage('nothing', () => {})]);
  herd: unknown[] = [];
}

class Counter {
  count = 0;
}

test.each([
  [{ owner: () => 1 }, 'a function cannot be kept'],
  [new Counter(), 'an instance of Counter cannot be kept'],
  [Buffer.alloc(1), 'a Buffer cannot be kept'],
  [Symbol('s'), 'a symbol cannot be kept'],
  [new (class Cow extends Agent {})(new Plain()), 'agent 0 of another model'],
])('what cannot be kept is named with the path to it', (value, message) => {
  const model = new Plain(1);
  model.herd = [1, 2, 3, value];
  const owner = value?.constructor === Object ? '.owner' : '';
  expect(() => stateOf(model)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message), place: `model.herd[3]${owner}` }),
  );
  // Its rows alone judge it then.
  const other = new Plain(1);
  other.herd = [() => 2];
  expect(model.digest).toBe(other.digest);
  expect(model.digest).not.toBe(new Plain(1).digest);
});

test('a class that the model is not made with must be named', async () => {
  class Calf extends Agent {}
  class Farm extends Plain {
    override readonly scheduler = new Scheduler([stage('birth', () => void new Calf(this))]);
  }
  const farm = new Farm(1);
  await farm.advance();
  expect(() => putState(new Farm(1), stateOf(farm))).toThrow("no agent of the class 'Calf'");
});

test('two classes of one name are refused', () => {
  const model = new Plain(1);
  for (let i = 0; i < 2; i++) new (class Twin extends Agent {})(model);
  expect(() => stateOf(model)).toThrow("Two classes of agents are named 'Twin'");
});

test('a model that has begun takes no state', async () => {
  const zoo = await after(made(1, 2), 1);
  expect(() => putState(zoo, stateOf(zoo))).toThrow('before its first step only');
});
