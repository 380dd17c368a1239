import { describe, expect, it } from 'vitest';
import { type DataCollector, Model, type RunEvents, Scheduler, stage } from '../../../framework/index.js';

class Traced extends Model {
  readonly trace: string[] = [];
  readonly scheduler = new Scheduler([
    stage('eat', (step) => this.trace.push(`eat ${step}`)),
    stage('rest', (step) => this.trace.push(`rest ${step}`)),
  ]);

  /** A hook that leaves its name. */
  says(name: string) {
    return (step: number) => this.trace.push(`${name} ${step}`);
  }
}

describe('hooks', () => {
  it('run before and after stages and steps, in the order given, and are waited for', async () => {
    const model = new Traced(1);
    model.scheduler
      .after('eat', async (step) => {
        await Promise.resolve();
        model.trace.push(`after eat ${step}`);
      })
      .after('eat', model.says('after eat too'))
      .before('rest', model.says('before rest'))
      .before('eat', model.says('before eat'))
      .afterStep(async (step) => {
        await Promise.resolve();
        model.trace.push(`end ${step}`);
      })
      .beforeStep(model.says('begin'));
    await model.run({ steps: 2 });
    const step = [
      'begin',
      'before eat',
      'eat',
      'after eat',
      'after eat too',
      'before rest',
      'rest',
      'end',
    ] as const;
    expect(model.trace).toEqual([0, 1].flatMap((now) => step.map((name) => `${name} ${now}`)));
  });

  it('come before the listeners of their stage, and before collection', async () => {
    class Collecting extends Traced {
      override readonly collector: DataCollector = this.collect({ model: { done: (m) => m.trace.length } });
    }
    const model = new Collecting(1);
    model.scheduler.after('eat', model.says('after')).afterStep(model.says('end'));
    model.events.on('stage', ({ stage: name }: RunEvents['stage']) => model.trace.push(`told of ${name}`));
    await model.run({ steps: 1 });
    expect(model.trace).toEqual(['eat 0', 'after 0', 'told of eat', 'rest 0', 'told of rest', 'end 0']);
    expect(model.collector.rows('model')).toEqual([{ step: 0, done: 6 }]);
  });

  it('end the run with what they throw, unlike listeners', async () => {
    const model = new Traced(1);
    model.scheduler.after('eat', () => {
      throw new Error('broken');
    });
    await expect(model.run({ steps: 2 })).rejects.toThrow('broken');
    expect(model.trace).toEqual(['eat 0']);
  });

  it('are refused for a stage that is not there, and once a step has begun', async () => {
    const { scheduler } = new Traced(1);
    const nothing = () => undefined;
    expect(() => scheduler.before('sleep', nothing)).toThrow(/no stage 'sleep'/);
    expect(() => scheduler.after('sleep', nothing)).toThrow(/no stage 'sleep'/);
    await scheduler.run(0, new Traced(1).events);
    for (const late of [
      () => scheduler.before('eat', nothing),
      () => scheduler.after('eat', nothing),
      () => scheduler.beforeStep(nothing),
      () => scheduler.afterStep(nothing),
    ])
      expect(late).toThrow(/too late/);
  });
});
