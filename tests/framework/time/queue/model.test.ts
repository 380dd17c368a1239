import { describe, expect, it } from 'vitest';
import { EventQueue, Model, Scheduler, stage } from '../../../../framework/index.js';

describe('events in a model', () => {
  class Clinic extends Model {
    readonly told: string[] = [];
    readonly agenda = new EventQueue({
      arrive: ({ patient }: { patient: number }, time) => {
        this.told.push(`${patient} arrives at ${time}`);
        this.agenda.after(1.5, 'leave', { patient });
      },
      leave: ({ patient }: { patient: number }, time) => this.told.push(`${patient} leaves at ${time}`),
    });
    readonly scheduler = new Scheduler([
      stage('events', (step) => this.agenda.runTo(step)),
      stage('visit', (step) => this.told.push(`visit ${step}`)),
    ]);
  }

  it('mix with steps', async () => {
    const clinic = new Clinic(1);
    clinic.agenda.at(0, 'arrive', { patient: 0 });
    clinic.agenda.at(0.5, 'arrive', { patient: 1 });
    await clinic.run({ steps: 3 });
    expect(clinic.told).toEqual([
      '0 arrives at 0',
      'visit 0',
      '1 arrives at 0.5',
      'visit 1',
      '0 leaves at 1.5',
      '1 leaves at 2',
      'visit 2',
    ]);
  });

  it('can be all there is: a step is an event', async () => {
    class EventsAlone extends Clinic {
      override readonly scheduler = new Scheduler([
        stage('next', () => {
          if (!this.agenda.runNext()) this.stop('Nothing is left to come.');
        }),
      ]);
    }
    const clinic = new EventsAlone(1);
    clinic.agenda.at(0.25, 'arrive', { patient: 0 });
    const end = await clinic.run();
    expect(end).toMatchObject({ cause: 'stop', steps: 3 });
    expect([clinic.told, clinic.agenda.time]).toEqual([['0 arrives at 0.25', '0 leaves at 1.75'], 1.75]);
  });
});
