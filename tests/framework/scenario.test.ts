import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { Model, type ParametersOf, Scheduler, scenario } from '../../framework/index.js';

const VotersScenario = scenario({
  voters: z.int().min(1).describe('How many there are.').default(100),
  bias: z.number().min(0).max(1).default(0.5),
  towns: z.array(z.string()).default(['here']),
});

class Voters extends Model<ParametersOf<typeof VotersScenario>> {
  static override readonly scenario = VotersScenario;
  readonly scheduler = new Scheduler([]);
}

describe('a scenario', () => {
  test('fills in defaults, and freezes to the bottom', () => {
    const parameters = VotersScenario.with({ voters: 7 });
    expect(parameters).toEqual({ voters: 7, bias: 0.5, towns: ['here'] });
    expect(() => Object.assign(parameters, { voters: 8 })).toThrow(TypeError);
    expect(() => parameters.towns.push('there')).toThrow(TypeError);
    expectTypeOf(parameters.voters).toBeNumber();
  });

  test('names every parameter that is out of place', () => {
    expect(() => VotersScenario.with({ voters: 0, bias: 2 })).toThrow(/voters: .*bias: /);
    expect(() => VotersScenario.with({ votres: 1 } as object)).toThrow(/votres/);
  });

  test('can have other defaults, and keeps ranges and descriptions', () => {
    const few = VotersScenario.defaulting({ voters: 3 });
    expect(few.with()).toMatchObject({ voters: 3, bias: 0.5 });
    expect(() => few.with({ voters: 0 })).toThrow(/voters/);
    expect(() => VotersScenario.defaulting({ voters: 0 })).toThrow(/voters/);
    expect(z.toJSONSchema(few.schema, { io: 'input' }).properties).toMatchObject({
      voters: { description: 'How many there are.', default: 3 },
    });
  });
});

describe('parameters that must go together', () => {
  const Board = scenario({ side: z.int().min(1).default(3), pieces: z.int().min(0).default(4) }).checking(
    ({ side, pieces }) => pieces > side * side && { pieces: `expected at most ${side * side}` },
  );

  test('are told by the name of one', () => {
    expect(Board.with({ pieces: 9 })).toEqual({ side: 3, pieces: 9 });
    expect(() => Board.with({ pieces: 10 })).toThrow(/pieces: expected at most 9/);
    expect(() => Board.with({ side: 1 })).toThrow(/pieces: expected at most 1/);
  });

  test('must with other defaults, too', () => {
    const small = Board.defaulting({ side: 2 });
    expect(() => small.with({ pieces: 5 })).toThrow(/pieces: expected at most 4/);
    expect(() => Board.defaulting({ side: 1 })).toThrow(/pieces/);
  });

  test('are asked for once each has its own range', () => {
    expect(() => Board.with({ side: 0, pieces: 10 })).toThrow(/^(?!.*pieces).*side: /);
  });
});

describe('a model', () => {
  test('has its scenario complete', () => {
    const model = new Voters({ seed: 1, parameters: { bias: 0.25 } });
    expect(model.parameters).toEqual({ voters: 100, bias: 0.25, towns: ['here'] });
    expect(() => new Voters({ parameters: { bias: -1 } })).toThrow(/bias/);
  });

  test('has a seed in any case, another each time', () => {
    expect(new Voters(5).seed).toBe(5);
    const seeds = new Set(Array.from({ length: 20 }, () => new Voters().seed));
    expect(seeds.size).toBeGreaterThan(15);
  });
});
