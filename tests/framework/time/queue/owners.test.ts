import { describe, expect, it } from 'vitest';
import { Agent, EventQueue, Model, Scheduler } from '../../../../framework/index.js';

describe('events of agents that are gone', () => {
  it('never fires an event of a removed agent, kept as an object or in columns', () => {
    class Field extends Model {
      readonly scheduler = new Scheduler([]);
    }
    class Hare extends Agent<Field> {}
    const field = new Field(1);
    const [stays, goes] = [new Hare(field), new Hare(field)];
    const woken: number[] = [];
    const queue = new EventQueue({ wake: (id: number) => woken.push(id) });
    for (const hare of [stays, goes]) queue.every(1, 'wake', hare.id, { agent: hare });
    queue.runTo(1);
    queue.at(2, 'wake', goes.id, { agent: goes });
    goes.remove();
    queue.runTo(2);
    expect(woken).toEqual([0, 1, 0]);
    expect(queue.size).toBe(1);

    // Rows 0 and 1 are left by who lived there; row 1 is given to another.
    const ids = [0, 1, 2];
    const rows = { alive: (row: number) => ids[row]! >= 0, idOf: (row: number) => ids[row]! };
    const agenda = new EventQueue({ wake: (row: number) => woken.push(row) }, { rows });
    for (const row of [0, 1, 2]) agenda.every(1, 'wake', row, { agent: row });
    [ids[0], ids[1]] = [-1, 3];
    woken.length = 0;
    const data = agenda.save();
    expect(data.events).toMatchObject([{ row: 2, agent: 2 }]);
    agenda.runTo(1);
    agenda.restore(data);
    agenda.runTo(1);
    expect(woken).toEqual([2, 2]);
    expect(() => agenda.at(1, 'wake', 0, { agent: 0 })).toThrow(/row 0 is none/);
  });

  it('an agent removed by an event of the same time takes its own with it', () => {
    const [a, b] = [
      { id: 0, alive: true },
      { id: 1, alive: true },
    ];
    const fired: number[] = [];
    const queue = new EventQueue({
      fight: (id: number) => {
        fired.push(id);
        (id === 0 ? b : a).alive = false;
      },
    });
    queue.at(1, 'fight', 0, { agent: a });
    queue.at(1, 'fight', 1, { agent: b });
    queue.runTo(1);
    expect(fired).toEqual([0]);
  });

  it('holds nothing of cancelled events, nor of events of removed agents', () => {
    const queue = new EventQueue({ tick: () => {} });
    let most = 0;
    for (let i = 0; i < 20_000; i++) {
      queue.cancel(queue.at(1e6, 'tick'));
      const agent = { id: i, alive: true };
      queue.at(1e6 + 1, 'tick', undefined, { agent });
      agent.alive = false;
      most = Math.max(most, queue.held);
    }
    expect(most).toBeLessThanOrEqual(128);
    expect(queue.size).toBe(0);
  });

  it('holds nothing of paused events whose agents are gone', () => {
    const queue = new EventQueue({ tick: () => {} });
    let most = 0;
    for (let i = 0; i < 5000; i++) {
      const agent = { id: i, alive: true };
      queue.pause(queue.at(i, 'tick', undefined, { agent }));
      queue.runTo(i);
      agent.alive = false;
      most = Math.max(most, queue.held);
    }
    expect(most).toBeLessThanOrEqual(130);
  });
});
