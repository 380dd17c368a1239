import {
  Agent,
  type DataCollector,
  Grid,
  Model,
  type ModelOptions,
  Scheduler,
  stage,
} from '../../framework/index.js';
import { type SchellingParameters, SchellingScenario } from './parameters.js';

class Resident extends Agent<Schelling> {
  readonly group = this.id % 2;
  happy = false;

  settle(): void {
    const { grid, parameters } = this.model;
    let alike = 0;
    for (const other of grid.neighbours(this, parameters.radius)) if (other.group === this.group) alike++;
    this.happy = alike >= parameters.wanted;
    if (!this.happy) grid.moveToEmpty(this, this.draws('move'));
  }
}

/** Schelling's segregation, agents kept as objects. */
export class Schelling extends Model<SchellingParameters> {
  static override readonly scenario = SchellingScenario;
  readonly grid = new Grid<Resident>({ size: [this.parameters.side, this.parameters.side] });
  readonly residents = this.agentsOf(Resident);
  readonly scheduler = new Scheduler([
    stage('settle', () => this.residents.shuffleDo((each) => each.settle(), this.draws('order'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { happy: (m) => m.residents.select((r) => r.happy).size },
  });

  constructor(options?: ModelOptions<SchellingParameters>) {
    super(options);
    for (let i = 0; i < this.parameters.agents; i++) {
      const resident = new Resident(this);
      this.grid.placeAtEmpty(resident, resident.draws('place'));
    }
  }
}
