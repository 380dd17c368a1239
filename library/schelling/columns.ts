import {
  type Collector,
  column,
  Grid,
  modelOf,
  Population,
  Scheduler,
  stage,
  type Views,
} from '../../framework/index.js';
import { SchellingScenario } from './parameters.js';
import { viewsOf } from './views.js';

const COLUMNS = { group: column(Uint8Array), happy: column(Uint8Array) };

/** Schelling's segregation, agents kept in columns. */
export class SchellingColumns extends modelOf(SchellingScenario) {
  readonly grid = new Grid({ size: [this.parameters.side, this.parameters.side] });
  readonly residents = new Population(this.parameters.agents, COLUMNS)
    .set('group', (i) => i % 2)
    .do((i) => void this.grid.placeAtEmpty(i, this.draws('place', i)));
  readonly scheduler = new Scheduler([
    stage('settle', () => this.residents.shuffleDo((i) => this.settle(i), this.draws('order'))),
  ]);
  override readonly collector: Collector = this.collect({ model: { happy: ({ happy }) => happy } });

  override get size(): number {
    return this.parameters.agents;
  }

  override get views(): Views {
    return viewsOf(this);
  }

  get happy(): number {
    return this.residents.agg('happy', 'sum');
  }

  settle(i: number): void {
    const { group, happy } = this.residents.columns;
    const near = this.grid.near(i, this.parameters.radius);
    let alike = 0;
    for (let k = 0; k < near.count; k++) if (group[near.rows[k]!] === group[i]) alike++;
    happy[i] = alike >= this.parameters.wanted ? 1 : 0;
    if (happy[i] === 0) this.grid.moveToEmpty(i, this.draws('move', i));
  }
}
