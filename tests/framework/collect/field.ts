import {
  Agent,
  type CollectorOptions,
  column,
  DataCollector,
  Model,
  Population,
  Scheduler,
  stage,
} from '../../../framework/index.js';

export class Wolf extends Agent {
  energy = this.id * 10;
}
export class Sheep extends Agent {
  wool = this.id;
}

/** Wolves and sheep by turns, and plants in columns. */
export class Field extends Model {
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

/** A field that has run so many steps. */
export async function collected(options: CollectorOptions<Field, Agent>, steps = 10): Promise<Field> {
  const field = new Field(options);
  await field.run({ steps });
  return field;
}
