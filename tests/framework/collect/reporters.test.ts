import { describe, expect, it } from 'vitest';
import { agentType, DataCollector, Population, summary } from '../../../framework/index.js';
import { collected, Field, Sheep, Wolf } from './field.js';

describe('reporters', () => {
  it('give a row of the model a step, labelled with its index', async () => {
    const { collector } = await collected({ model: { tallest: (m) => m.plants.agg('height', 'max') } }, 3);
    expect(collector.rows('model')).toEqual([
      { step: 0, tallest: 2 },
      { step: 1, tallest: 3 },
      { step: 2, tallest: 4 },
    ]);
  });

  it('give a row an agent, of those chosen by where', async () => {
    const { collector } = await collected(
      { agents: { alive: (agent) => agent.alive }, where: (agent, m) => agent.id > m.step },
      2,
    );
    expect(collector.rows('agents').map(({ step, agent }) => [step, agent])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ]);
  });

  it('give a table to each class of agents', async () => {
    const { collector } = await collected(
      {
        agentTypes: {
          wolves: agentType(Wolf, { energy: (wolf) => wolf.energy }),
          sheep: agentType(Sheep, { wool: (sheep) => sheep.wool }),
        },
      },
      1,
    );
    expect(collector.rows('wolves')).toEqual([
      { step: 0, agent: 0, energy: 0 },
      { step: 0, agent: 2, energy: 20 },
    ]);
    expect(collector.rows('sheep')).toEqual([
      { step: 0, agent: 1, wool: 1 },
      { step: 0, agent: 3, wool: 3 },
    ]);
  });

  it('walk the rows of a population', async () => {
    const field = new Field({});
    const collector = new DataCollector<Field, number>({
      agents: { height: (i, m) => m.plants.columns.height[i]! },
      over: (m) => m.plants,
      where: (i) => i !== 1,
    });
    await collector.open();
    field.plants.set('height', 7);
    expect(collector.collect(field)).toBe(2);
    expect(collector.rows('agents')).toEqual([
      { step: 0, agent: 0, height: 7 },
      { step: 0, agent: 2, height: 7 },
    ]);
  });

  it('label rows of a population by id, which stays while rows change hands', async () => {
    const field = new Field({});
    const collector = new DataCollector<Field, number>({ agents: {}, over: (m) => m.plants });
    await collector.open();
    field.plants.remove(1);
    field.plants.add();
    collector.collect(field);
    expect(collector.rows('agents').map(({ agent }) => agent)).toEqual([0, 3, 2]);
  });

  it('reduce fields of sets to a row a step, objects and columns alike', async () => {
    const { collector } = await collected(
      {
        summaries: {
          plants: summary((m: Field) => m.plants, { height: ['min', 'max', 'mean'] }),
          wolves: summary((m: Field) => m.agentsOf(Wolf), { energy: 'sum', id: ['count'] }),
          nobody: summary((m: Field) => m.agentsOf(Wolf).select({ atMost: 0 }), { energy: ['sum', 'sd'] }),
        },
      },
      2,
    );
    expect(collector.rows('plants')).toEqual([
      { step: 0, size: 3, height_min: 0, height_max: 2, height_mean: 1 },
      { step: 1, size: 3, height_min: 1, height_max: 3, height_mean: 2 },
    ]);
    expect(collector.rows('wolves')[1]).toEqual({ step: 1, size: 2, energy_sum: 20, id_count: 2 });
    expect(collector.rows('nobody')[1]).toEqual({ step: 1, size: 0, energy_sum: 0, energy_sd: null });
  });

  it('leave rows to stages, in between', async () => {
    const { collector } = await collected({ every: 100 }, 4);
    expect(collector.rows('births')).toEqual([
      { id: 1, name: 'child 1' },
      { id: 3, name: 'child 3' },
    ]);
  });

  it('refuses to walk over agents that nothing is reported of', () => {
    expect(() => new DataCollector({ over: () => new Population(2, {}), model: {} })).toThrow(
      "'agents' has no",
    );
    expect(() => new DataCollector({ where: () => true })).toThrow("'agents' has no reporters");
  });
});
