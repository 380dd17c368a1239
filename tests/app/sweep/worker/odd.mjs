// A model of a user's own that can go wrong in each way that a worker must bear.
import { writeSync } from 'node:fs';
import { z } from 'zod';
import { Model, Scheduler, scenario, stage } from '../../../../dist/framework/index.js';

/**
 * What grows beyond any limit of memory.
 * @type {Buffer[]}
 */
const held = [];

/** @type {Record<string, () => unknown>} */
const ACTS = {
  count: () => undefined,
  throw: () => {
    throw new TypeError('no coins');
  },
  stray: () => {
    setImmediate(() => {
      throw new TypeError('nobody awaits it');
    });
    return new Promise(() => undefined);
  },
  endless: () => {
    for (;;);
  },
  announced: () => {
    writeSync(1, 'at work\n');
    for (;;);
  },
  grow: () => {
    for (;;) held.push(Buffer.alloc(1 << 20, held.length + 1));
  },
};

const OddScenario = scenario({ act: z.enum(Object.keys(ACTS)).default('count') });

/** @extends {Model<{ act: string }>} */
class Odd extends Model {
  /** @override */
  static scenario = OddScenario;
  scheduler = new Scheduler([stage('act', () => this.act())]);
  /**
   * @override
   * @type {import('../../../../dist/framework/index.js').Collector}
   */
  collector = this.collect({ model: { done: () => this.step, half: () => null } });

  async act() {
    await ACTS[this.parameters.act]?.();
  }
}

/** @type {import('../../../../dist/library/index.js').LibraryEntry} */
export const entry = {
  name: 'odd',
  description: 'does what it is told, however odd',
  scenario: OddScenario,
  steps: 3,
  storages: ['objects'],
  create: (options) => new Odd(options),
};
