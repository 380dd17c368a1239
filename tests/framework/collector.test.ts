import { describe, expect, it } from 'vitest';
import {
  Agent,
  agentType,
  type CollectorOptions,
  column,
  DataCollector,
  DigestSink,
  MemorySink,
  Model,
  Population,
  type Row,
  Scheduler,
  type Sink,
  stage,
  summary,
} from '../../framework/index.js';

class Wolf extends Agent {
  energy = this.id * 10;
}
class Sheep extends Agent {
  wool = this.id;
}

class Field extends Model {
  readonly plants = new Population(3, { height: column(Uint8Array) });
  readonly scheduler = new Scheduler([
    stage('grow', (step) => {
      this.plants.set('height', (i) => i + step);
      if (step % 2 === 1) this.collector.row('births', { id: step, name: `child ${step}` });
    }),
  ]);
  override readonly collector: DataCollector<Field, Agent>;

  constructor(options: CollectorOptions<Field, Agent>) {
    super('field');
    for (let i = 0; i < 4; i++) i % 2 === 0 ? new Wolf(this) : new Sheep(this);
    this.collector = new DataCollector<Field, Agent>({ tables: { births: ['id', 'name'] }, ...options });
  }
}

async function collected(options: CollectorOptions<Field, Agent>, steps = 10): Promise<Field> {
  const field = new Field(options);
  await field.run({ steps });
  return field;
}

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
});

describe('after a stage', () => {
  /** A counter that is 1 after the first stage and 2 after the second. */
  class Count extends Model {
    count = 0;
    readonly scheduler = new Scheduler([
      stage('one', () => {
        this.count = 1;
      }),
      stage('two', () => {
        this.count = 2;
      }),
    ]);
    override readonly collector: DataCollector<Count>;

    constructor(options: CollectorOptions<Count, Agent>) {
      super('count');
      new Wolf(this);
      this.collector = new DataCollector<Count>({
        model: { count: (m) => m.count },
        agents: { count: (_, m) => m.count },
        ...options,
      });
    }
  }
  const counts = async (options: CollectorOptions<Count, Agent>) => {
    const model = new Count(options);
    const rows: number[] = [];
    model.events.on('collect', (detail) => rows.push(detail.rows));
    await model.run({ steps: 3 });
    const of = (table: string) => model.collector.rows(table).map(({ step, count }) => [step, count]);
    return { model: of('model'), agents: of('agents'), rows };
  };

  it('all tables, or some, and the others after the step', async () => {
    const [one, two] = [1, 2].map((count) => [0, 1, 2].map((step) => [step, count]));
    expect(await counts({})).toEqual({ model: two, agents: two, rows: [2, 2, 2] });
    expect(await counts({ after: 'one' })).toEqual({ model: one, agents: one, rows: [2, 2, 2] });
    expect(await counts({ after: { agents: 'one' } })).toEqual({ model: two, agents: one, rows: [2, 2, 2] });
    expect((await counts({ after: 'one', every: 2 })).model).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  it('sees what hooks of the stage did, and a reporter that throws ends the run', async () => {
    const model = new Count({ after: 'one' });
    model.scheduler.after('one', () => {
      model.count = 7;
    });
    await model.run({ steps: 1 });
    expect(model.collector.rows('model')).toEqual([{ step: 0, count: 7 }]);
    const failing = new Count({ after: 'one', model: { count: () => Number.NaN } });
    await expect(failing.run({ steps: 1 })).rejects.toThrow(/finite/);
  });

  it('refuses stages and tables that are not there', async () => {
    await expect(counts({ after: 'three' })).rejects.toThrow(/no stage 'three'/);
    expect(() => new Count({ after: { modle: 'one' } })).toThrow(/'modle', which has no reporters/);
  });
});

describe('when and how much', () => {
  const steps = async (options: CollectorOptions<Field, Agent>) =>
    (await collected({ model: { plants: (m) => m.plants.size }, ...options })).collector
      .rows('model')
      .map(({ step }) => step);

  it('every, from, until', async () => {
    expect(await steps({ every: 4 })).toEqual([0, 4, 8]);
    expect(await steps({ from: 3, every: 3 })).toEqual([3, 6, 9]);
    expect(await steps({ from: 2, until: 4 })).toEqual([2, 3, 4]);
  });

  it('window: the last rows of each table, oldest first', async () => {
    expect(await steps({ window: 4 })).toEqual([6, 7, 8, 9]);
    expect(await steps({ window: 400 })).toHaveLength(10);
    expect(await steps({ sinks: [new MemorySink()] })).toEqual([]);
    expect(await steps({ sinks: [new MemorySink()], window: 2 })).toEqual([8, 9]);
  });

  it('emits how many rows a step gave', async () => {
    const field = new Field({ model: { plants: () => 3 }, agents: { id: ({ id }) => id } });
    const rows: number[] = [];
    field.events.on('collect', (detail) => rows.push(detail.rows));
    await field.run({ steps: 2 });
    expect(rows).toEqual([5, 6]);
  });

  it('flushes while it runs: after every collected step, or every so many', async () => {
    const calls = async (flushEvery: number) => {
      let heard = '';
      const note = (call: string) => async () => {
        heard += call;
      };
      const write = () => {
        heard += '.';
      };
      const sink: Sink = { open: note('open '), write, flush: note('|'), close: note(' close') };
      await collected(
        { model: { plants: () => 3 }, tables: { births: ['id', 'name'] }, flushEvery, sinks: [sink] },
        4,
      );
      return heard;
    };
    expect(await calls(1)).toBe('open .|..|.|..| close');
    expect(await calls(2)).toBe('open ...|...| close');
    expect(await calls(3)).toBe('open ....|.. close');
  });
});

describe('mistakes', () => {
  const options = (given: CollectorOptions<Field, Agent>) => () => new DataCollector<Field, Agent>(given);

  it.each([
    [{ every: 0 }, /'every'/],
    [{ flushEvery: 0.5 }, /'flushEvery'/],
    [{ window: 0 }, /'window'/],
    [{ model: { step: () => 1 } }, /names a column twice/],
    [{ agents: { agent: () => 1 } }, /names a column twice/],
    [{ tables: { t: ['a', 'a'] } }, /names a column twice/],
    [{ tables: { t: ['a', 'A'] } }, /column name 'A'/],
    [{ tables: { '../t': ['a'] } }, /table name/],
    [{ tables: { t: ['drop table"'] } }, /column name/],
    [{ tables: { t: ['__proto__'] } }, /column name/],
    [{ model: {}, tables: { Model: ['a'] } }, /table name 'Model'/],
  ] as [CollectorOptions<Field, Agent>, RegExp][])('%j', (given, message) => {
    expect(options(given)).toThrow(message);
  });

  it('in rows are named: the table, the column, the value', async () => {
    const collector = new DataCollector<Field>({ tables: { t: ['a', 'b'] } });
    expect(() => collector.row('t', { a: 1, b: 2 })).toThrow(/not open/);
    await collector.open();
    expect(() => collector.row('u', {})).toThrow(/no table 'u'/);
    expect(() => collector.row('t', { a: 1 })).toThrow(/lacks its column 'b'/);
    expect(() => collector.row('t', { a: 1, b: 2, c: 3 })).toThrow(/no column 'c'/);
    expect(() => collector.row('t', { a: 1, b: Number.NaN })).toThrow(
      expect.objectContaining({ place: "table 't', column 'b'" }),
    );
    expect(() => collector.row('t', { a: 1, b: 1n as unknown as number })).toThrow(/finite number/);
    collector.row('t', { b: null, a: -0 });
    expect(collector.rows('t')).toEqual([{ a: 0, b: null }]);
    expect(Object.keys(collector.rows('t')[0]!)).toEqual(['a', 'b']);
  });

  it('of one sink do not keep the others from closing', async () => {
    const closed: string[] = [];
    const sink = (name: string, error?: Error): Sink => ({
      open: () => {},
      write: () => {},
      flush: () => {},
      close: () => {
        closed.push(name);
        if (error) throw error;
      },
    });
    const collector = new DataCollector<Field>({ sinks: [sink('a', new Error('a is full')), sink('b')] });
    await collector.open();
    await expect(collector.close()).rejects.toThrow('a is full');
    expect(closed).toEqual(['a', 'b']);
  });
});

describe('the digest of a run', () => {
  const digest = async (rows: Row[], columns = ['a', 'b']) => {
    const sink = new DigestSink();
    const collector = new DataCollector<Field>({ tables: { t: columns }, sinks: [sink] });
    await collector.open();
    for (const row of rows) collector.row('t', row);
    return sink.digest;
  };

  it('is the same for the same rows, in whatever order their keys came', async () => {
    expect(await digest([{ a: 1, b: -0 }])).toBe(await digest([{ b: 0, a: 1 }]));
    expect(await digest([])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differs by value, type, order, and table', async () => {
    const digests = [
      await digest([]),
      await digest([], ['a', 'c']),
      await digest([{ a: 1, b: 2 }]),
      await digest([{ a: 1, b: '2' }]),
      await digest([{ a: 1, b: null }]),
      await digest([
        { a: 1, b: 2 },
        { a: 1, b: 3 },
      ]),
      await digest([
        { a: 1, b: 3 },
        { a: 1, b: 2 },
      ]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});

it('refuses to walk over agents that nothing is reported of', () => {
  expect(() => new DataCollector({ over: () => new Population(2, {}), model: {} })).toThrow(
    "'agents' has no",
  );
  expect(() => new DataCollector({ where: () => true })).toThrow("'agents' has no reporters");
});
