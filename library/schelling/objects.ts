import type { DataCollector, RandomCursor } from '../../framework/index.js';
import { Agent, Grid, modelOf, Scheduler, stage } from '../../framework/index.js';
import { SchellingScenario } from './parameters.js';
import { viewsOf } from './views.js';

class Resident extends Agent<Schelling> {
  readonly group = this.id % 2;
  readonly origin = this.model.grid.placeAtEmpty(this, this.draws('place'));
  happy = false;

  settle(draws: RandomCursor): void {
    const { grid, parameters } = this.model;
    const alike = grid.near(this, parameters.radius).countWhere(({ group }) => group === this.group);
    this.happy = alike >= parameters.wanted;
    if (!this.happy) grid.moveToEmpty(this, draws);
  }
}

/** Schelling's segregation, agents kept as objects. */
export class Schelling extends modelOf(SchellingScenario) {
  readonly grid = new Grid<Resident>({ size: [this.parameters.side, this.parameters.side] });
  readonly residents = this.create(Resident, this.parameters.agents);
  readonly scheduler = new Scheduler([
    stage('settle', () => this.residents.shuffleDo((each, draws) => each.settle(draws), this.draws('turns'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { happy: ({ residents }) => residents.select(({ happy }) => happy).size },
  });

  override get views() {
    return viewsOf(this);
  }
}
