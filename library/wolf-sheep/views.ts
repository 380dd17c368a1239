import type { LegendEntry, Views } from '../../framework/index.js';
import type { WolfSheepColumns } from './columns.js';
import type { WolfSheep } from './objects.js';

export interface AnimalView {
  readonly kind: 'sheep' | 'wolf';
  readonly cell: number;
  readonly energy: number;
}

/** Every living animal: sheep, then wolves, each in the order in which they are kept. */
export function animalsOf(model: WolfSheep | WolfSheepColumns): AnimalView[] {
  const { sheep, wolves } = model;
  if ('columns' in sheep && 'columns' in wolves)
    return [
      ...sheep.map((i) => view('sheep', sheep.columns.cell[i]!, sheep.columns.energy[i]!)),
      ...wolves.map((i) => view('wolf', wolves.columns.cell[i]!, wolves.columns.energy[i]!)),
    ];
  const { grid, sheep: flock, wolves: pack } = model as WolfSheep;
  return [
    ...flock.map((animal) => view('sheep', grid.placeOf(animal)!, animal.energy)),
    ...pack.map((animal) => view('wolf', grid.placeOf(animal)!, animal.energy)),
  ];
}

const view = (kind: AnimalView['kind'], cell: number, energy: number): AnimalView => ({ kind, cell, energy });

const LEGEND: readonly LegendEntry[] = [
  { label: 'bare', tone: 'off', glyph: '·', ascii: '.' },
  { label: 'grass', tone: 'good', glyph: '∴', ascii: ',', rank: 1 },
  { label: 'sheep', tone: 'calm', glyph: '●', ascii: 's', rank: 2 },
  { label: 'wolf', tone: 'bad', glyph: '▲', ascii: 'W', rank: 3 },
];
const [BARE, GRASS, SHEEP, WOLF] = [0, 1, 2, 3];

/** What there is to see: who is where, how many there are, and each animal. */
export function viewsOf(model: WolfSheep | WolfSheepColumns): Views {
  const { side } = model.parameters;
  return {
    views: [
      {
        kind: 'grid',
        title: 'Pasture',
        legend: LEGEND,
        width: side,
        height: side,
        cells() {
          const states = Uint8Array.from(model.countdown, (left) => (left === 0 ? GRASS : BARE));
          // Sheep come first: where a wolf is, it shows.
          for (const { kind, cell } of animalsOf(model)) states[cell] = kind === 'sheep' ? SHEEP : WOLF;
          return states;
        },
      },
      {
        kind: 'chart',
        title: 'Animals',
        low: 0,
        series: [
          { name: 'sheep', tone: 'calm', value: () => model.sheep.size },
          { name: 'wolves', tone: 'bad', value: () => model.wolves.size },
        ],
      },
    ],
    inspector: {
      agents: model.size,
      nameOf: (place) => `animal ${place}`,
      describe(place) {
        const animal = animalsOf(model)[place];
        if (animal === undefined) return [];
        return [
          {
            title: animal.kind === 'sheep' ? 'Sheep' : 'Wolf',
            figures: [
              ['column', String(animal.cell % side)],
              ['row', String(Math.floor(animal.cell / side))],
              ['energy', animal.energy.toFixed(2)],
            ],
          },
        ];
      },
    },
  };
}
