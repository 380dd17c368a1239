import type { LegendEntry, Views } from '../../framework/index.js';
import type { SchellingColumns } from './columns.js';
import type { Schelling } from './objects.js';

export interface ResidentView {
  readonly cell: number;
  /** 0 or 1. */
  readonly group: number;
  /** Whether it had what it wanted at its last turn. */
  readonly happy: boolean;
}

/** Everyone, in order of id. */
export function residentsOf({ grid, residents }: Schelling | SchellingColumns): ResidentView[] {
  if ('columns' in residents) {
    const { group, happy } = residents.columns;
    return residents.map((i) => ({
      cell: grid.placeOf(i as never)!,
      group: group[i]!,
      happy: happy[i] === 1,
    }));
  }
  return residents.map((each) => ({
    cell: grid.placeOf(each as never)!,
    group: each.group,
    happy: each.happy,
  }));
}

// Neither group outranks the other: where a cell of the screen holds many, it shows whom most of them belong to.
const LEGEND: readonly LegendEntry[] = [
  { label: 'empty', tone: 'off', glyph: '·', ascii: '.' },
  { label: 'one, unhappy', tone: 'warn', glyph: '○', ascii: 'o', rank: 2 },
  { label: 'one', tone: 'good', glyph: '●', ascii: 'O', rank: 1 },
  { label: 'two, unhappy', tone: 'bad', glyph: '▵', ascii: 'x', rank: 2 },
  { label: 'two', tone: 'calm', glyph: '▲', ascii: 'X', rank: 1 },
];
const stateOf = ({ group, happy }: ResidentView): number => 1 + 2 * group + (happy ? 1 : 0);

/** What there is to see: who is where, how many are happy, and each agent. */
export function viewsOf(model: Schelling | SchellingColumns): Views {
  const { side } = model.parameters;
  return {
    views: [
      {
        kind: 'grid',
        title: 'Groups',
        legend: LEGEND,
        width: side,
        height: side,
        cells() {
          const states = new Uint8Array(side * side);
          for (const resident of residentsOf(model)) states[resident.cell] = stateOf(resident);
          return states;
        },
      },
      {
        kind: 'chart',
        title: 'Share of the agents',
        low: 0,
        high: 1,
        series: [
          {
            name: 'happy',
            tone: 'good',
            value: () => residentsOf(model).filter(({ happy }) => happy).length / model.size,
          },
        ],
      },
    ],
    inspector: {
      agents: model.size,
      nameOf: (id) => `agent ${id}`,
      describe(id) {
        const resident = residentsOf(model)[id]!;
        return [
          {
            title: 'Agent',
            figures: [
              ['column', String(resident.cell % side)],
              ['row', String(Math.floor(resident.cell / side))],
              ['group', resident.group === 0 ? 'one' : 'two'],
              ['happy', resident.happy ? 'yes' : 'no'],
            ],
          },
        ];
      },
    },
  };
}
