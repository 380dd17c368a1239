import { describe, expect, it } from 'vitest';
import { type Agent, type CollectorOptions, MemorySink, type Sink } from '../../../framework/index.js';
import { collected, Field } from './field.js';

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
