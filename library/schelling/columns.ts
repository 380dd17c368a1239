import type { DataCollector, RandomCursor } from '../../framework/index.js';
import { Grid, modelOf, Population, Scheduler, stage } from '../../framework/index.js';
import { SchellingScenario } from './parameters.js';
import { viewsOf } from './views.js';

/** Schelling's segregation, agents kept in columns. */
export class SchellingColumns extends modelOf(SchellingScenario) {
  readonly grid = new Grid({ size: [this.parameters.side, this.parameters.side] });
  readonly residents = new Population(this.parameters.agents, { group: Uint8Array, happy: Uint8Array })
    .set('group', (i) => i % 2)
    .do((i) => this.grid.placeAtEmpty(i, this.draws('place', i)));
  readonly scheduler = new Scheduler([
    stage('settle', () => this.residents.shuffleDo((i, draws) => this.settle(i, draws), this.draws('turns'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { happy: ({ residents }) => residents.agg('happy', 'sum') },
  });

  settle(i: number, draws: RandomCursor): void {
    const { grid, parameters, residents } = this;
    const { group, happy } = residents.columns;
    const near = grid.near(i, parameters.radius);
    let alike = 0;
    for (let k = 0; k < near.count; k++) if (group[near.rows[k]!] === group[i]) alike++;
    happy[i] = Number(alike >= parameters.wanted);
    if (happy[i] === 0) grid.moveToEmpty(i, draws);
  }

  override get views() {
    return viewsOf(this);
  }
}
