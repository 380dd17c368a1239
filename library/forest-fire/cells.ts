import { column, type LegendEntry, Population } from '../../framework/index.js';

/** What a cell is. Empty and ash are the same ground: ash burnt lately. */
export const EMPTY = 0;
export const TREE = 1;
export const BURNING = 2;
export const ASH = 3;

/** One row a cell, row by row of the grid from the top. */
export const COLUMNS = {
  /** EMPTY, TREE, BURNING or ASH. */
  state: column(Uint8Array),
  /** Step in which it came to be that, counted from 1; 0: it has been so from the start. */
  since: column(Uint32Array),
  /** How often a tree on it has caught fire. */
  fires: column(Uint32Array),
} as const;

export type Cells = Population<typeof COLUMNS>;

export const newCells = (size: number): Cells => new Population(size, COLUMNS);

export const LEGEND: readonly LegendEntry[] = [
  { label: 'empty', tone: 'off', glyph: '·', ascii: '.' },
  { label: 'tree', tone: 'good', glyph: '♣', ascii: 't', rank: 2 },
  { label: 'burning', tone: 'bad', glyph: '▲', ascii: '^', rank: 3 },
  { label: 'ash', tone: 'odd', glyph: '∴', ascii: ',', rank: 1 },
];
