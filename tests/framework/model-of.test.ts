import { expect, test } from 'vitest';
import { z } from 'zod';
import { Agent, modelOf, Population, Scheduler, scenario, stage } from '../../framework/index.js';

const Voting = scenario({ voters: z.int().min(1).default(3), bias: z.number().default(0.5) });

class Voter extends Agent<Voters> {
  readonly first = this.draws('first').next();
}

class Voters extends modelOf(Voting) {
  readonly voters = this.create(Voter, this.parameters.voters);
  readonly polls = new Population(this.parameters.voters + 1, { open: Uint8Array });
  readonly scheduler = new Scheduler([stage('vote', () => undefined)]);
}

test('a model of a scenario has its parameters, checked and complete, before its own fields', () => {
  expect(Voters.scenario).toBe(Voting);
  expect(new Voters({ seed: 1, parameters: { voters: 5 } }).voters.size).toBe(5);
  expect(new Voters(7).parameters).toEqual({ voters: 3, bias: 0.5 });
  expect(() => new Voters({ seed: 1, parameters: { voters: 0 } })).toThrow(/voters/);
});

test('its size counts objects and the rows of populations', () => {
  const model = new Voters(1);
  expect(model.size).toBe(3 + 4);
  model.voters.at(0)!.remove();
  model.polls.remove(2);
  expect(model.size).toBe(2 + 3);
});

test('draws of an id are those of the agent of that id, and other than the model’s own', () => {
  const model = new Voters(9);
  const own = [0, 1, 2].map((id) => model.draws('first', id).next());
  expect(own).toEqual(model.voters.get('first'));
  expect(own).not.toContain(model.draws('first').next());
});

test('who acts in random order gets the cursor, for draws that come after those of the order', () => {
  const model = new Voters(4);
  const expected = model.draws('turns');
  const order = expected.shuffle([0, 1, 2, 3]);
  const words = order.map(() => expected.next());
  const rows: number[] = [];
  const drawn: number[] = [];
  model.polls.shuffleDo((row, draws) => {
    rows.push(row);
    drawn.push(draws.next());
  }, model.draws('turns'));
  expect(rows).toEqual(order);
  expect(drawn).toEqual(words);
  const objects: number[] = [];
  model.voters.shuffleDo((_, draws) => objects.push(draws.next()), model.draws('other'));
  const other = model.draws('other');
  other.shuffle([0, 1, 2]);
  expect(objects).toEqual([0, 1, 2].map(() => other.next()));
});

test('a class of typed arrays is short for a column of one number a row', () => {
  const model = new Voters(1);
  expect(model.polls.columns.open).toBeInstanceOf(Uint8Array);
  expect(model.polls.set('open', (row) => row).agg('open', 'sum')).toBe(6);
});

test('a scenario names what a branch may change, and keeps it with other defaults', () => {
  const changing = Voting.changing('bias');
  expect(Voting.changeable).toEqual([]);
  expect(changing.changeable).toEqual(['bias']);
  expect(changing.defaulting({ voters: 9 }).changeable).toEqual(['bias']);
  expect(changing.with()).toEqual(Voting.with());
});
