import {
  column,
  type DataCollector,
  Grid,
  Model,
  type ModelOptions,
  Population,
  Scheduler,
  stage,
} from '../../framework/index.js';
import { type SchellingParameters, SchellingScenario } from './parameters.js';

/** Schelling's segregation, agents kept in columns. */
export class SchellingColumns extends Model<SchellingParameters> {
  static override readonly scenario = SchellingScenario;
  readonly grid = new Grid({ size: [this.parameters.side, this.parameters.side] });
  readonly residents = new Population(this.parameters.agents, {
    group: column(Uint8Array),
    happy: column(Uint8Array),
  });
  readonly scheduler = new Scheduler([
    stage('settle', () => this.residents.shuffleDo((i) => this.#settle(i), this.draws('order'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { happy: (m) => m.residents.agg('happy', 'sum') },
  });

  constructor(options?: ModelOptions<SchellingParameters>) {
    super(options);
    this.residents.set('group', (i) => i % 2);
    this.residents.do((i) => void this.grid.placeAtEmpty(i, this.random.stream('place').cursor(i, 0)));
  }

  #settle(i: number): void {
    const { group, happy } = this.residents.columns;
    const near = this.grid.near(i, this.parameters.radius);
    let alike = 0;
    for (let k = 0; k < near.count; k++) if (group[near.rows[k]!] === group[i]) alike++;
    happy[i] = alike >= this.parameters.wanted ? 1 : 0;
    if (happy[i] === 0) this.grid.moveToEmpty(i, this.random.stream('move').cursor(i, this.step));
  }
}
