import { expect, test } from 'vitest';
import { Sampler } from '../../../../app/tui/host/sampler.js';
import { shapeOf } from '../../../../app/tui/host/shapes.js';
import { Model, RunClock, Scheduler, stage, type Views } from '../../../../framework/index.js';

const legend = [
  { label: 'low', tone: 'calm', glyph: '·', ascii: '.' },
  { label: 'high', tone: 'bad', glyph: '▲', ascii: '!', rank: 1 },
] as const;

/** A model that counts, and shows its count in every kind of view. */
class Counting extends Model {
  count = 0;
  readonly scheduler = new Scheduler([
    stage('count', () => {
      this.count++;
    }),
    stage('rest', () => undefined),
  ]);

  override get views(): Views {
    const cells = () => Uint8Array.of(this.count % 2, 1);
    return {
      views: [
        {
          kind: 'chart',
          title: 'Count',
          low: 0,
          series: [{ name: 'n', tone: 'good', value: () => this.count }],
        },
        { kind: 'grid', title: 'Cells', legend, width: 2, height: 1, cells },
        { kind: 'network', title: 'Nodes', legend, nodes: 2, states: cells },
        {
          kind: 'plane',
          title: 'Plane',
          legend,
          width: 4,
          height: 4,
          points: () => ({ x: Float32Array.of(this.count), y: Float32Array.of(2), states: Uint8Array.of(0) }),
        },
        {
          kind: 'feed',
          title: 'Feed',
          columns: ['n'],
          rows: (from, most) => ({
            next: this.count,
            rows: Array.from({ length: this.count }, (_, i) => [String(i)])
              .slice(from)
              .slice(-most),
          }),
        },
      ],
      inspector: {
        agents: 2,
        nameOf: (agent) => `agent ${agent}`,
        describe: (agent) => [{ title: 'It', figures: [['id', String(agent)]] }],
      },
    };
  }
}

function watched() {
  const model = new Counting(1);
  const sampler = new Sampler(model);
  model.events.on('stage', ({ index }) => sampler.stage(index));
  model.events.on('step', ({ step }) => sampler.step(step));
  return { model, sampler };
}

test('a frame holds the figures of each step since the last, the maps and new rows of feeds', async () => {
  const { model, sampler } = watched();
  const before = sampler.frame(false);
  expect([before.done, before.stage, before.samples]).toEqual([0, -1, []]);
  expect(before.maps[1]).toEqual({ states: Uint8Array.of(0, 1) });
  await model.advance();
  await model.advance();
  const frame = sampler.frame(true);
  expect(frame.samples).toEqual([
    { step: 0, values: [1] },
    { step: 1, values: [2] },
  ]);
  expect([frame.done, frame.stage, frame.seconds.length, frame.paused]).toEqual([2, 1, 2, true]);
  expect(frame.maps[2]).toEqual({ states: Uint8Array.of(0, 1) });
  expect(frame.maps[3]).toMatchObject({ x: Float32Array.of(2) });
  expect(frame.feeds[4]).toEqual([['0'], ['1']]);
  await model.advance();
  expect(sampler.frame(false).feeds[4]).toEqual([['2']]);
});

test('agents are counted anew: the born can be looked at, the dead no longer', async () => {
  /** One is born in each step; in the fourth all die. */
  class Nursery extends Counting {
    override get views(): Views {
      const { views, inspector } = super.views;
      return { views, inspector: { ...inspector!, agents: this.count < 4 ? this.count + 1 : 0 } };
    }
  }
  const model = new Nursery(1);
  const sampler = new Sampler(model);
  const seen = async () => {
    const { inspectable } = sampler.frame(false);
    const known = [0, 1, 2].filter((agent) => sampler.describe(agent) !== undefined);
    await model.advance();
    return [inspectable, known.length];
  };
  expect([await seen(), await seen(), await seen(), await seen(), await seen()]).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [0, 0],
  ]);
});

test('maps come once a step, and not from the middle of one', async () => {
  const { model, sampler } = watched();
  const inMiddle: unknown[] = [];
  model.events.on('stage', ({ stage }) => {
    if (stage === 'count') inMiddle.push(sampler.frame(false).maps);
  });
  await model.advance();
  expect(inMiddle).toEqual([[undefined, undefined, undefined, undefined, undefined]]);
  expect(sampler.frame(false).maps[1]).toEqual({ states: Uint8Array.of(1, 1) });
  expect(sampler.frame(false).maps[1]).toBeUndefined();
});

test('frames bear the time of the run that they are of, without what it is held for', () => {
  let now = 1000;
  class Timed extends Counting {
    override readonly clock = new RunClock(() => now);
  }
  const model = new Timed(1);
  const sampler = new Sampler(model);
  model.clock.go();
  const clocks = [2000, 2500, 9000, 9250].map((at) => {
    now = at;
    if (at === 2500) model.clock.hold();
    if (at === 9000) model.clock.go();
    return sampler.frame(false).clock;
  });
  expect(clocks).toEqual([1000, 1500, 1500, 1750]);
});

test('agents are described where the model lets them be looked at', () => {
  const { sampler } = watched();
  expect(sampler.describe(1)).toMatchObject({ type: 'agent', agent: 1, name: 'agent 1' });
  expect(sampler.describe(2)).toBeUndefined();
});

test('the shape of a view is what it is without its functions, and can be sent', () => {
  const shapes = new Counting(1).views.views.map(shapeOf);
  expect(structuredClone(shapes)).toEqual(shapes);
  expect(shapes.map(({ kind, title }) => [kind, title])).toEqual([
    ['chart', 'Count'],
    ['grid', 'Cells'],
    ['network', 'Nodes'],
    ['plane', 'Plane'],
    ['feed', 'Feed'],
  ]);
  expect(shapes[0]).toEqual({ kind: 'chart', title: 'Count', low: 0, series: [{ name: 'n', tone: 'good' }] });
});
