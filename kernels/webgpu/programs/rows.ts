import type { Groups } from '../../groups.js';

/** Lanes that share a group of rows: groups are short, a window's or a step's records of a node. */
export const LANES = 64;

/** Workgroups that keep a GPU busy. */
const BUSY = 512;

/** Workgroups that share a group where a row takes long: more than one where groups are few and rows are many. */
export const sharesOf = ({ slots }: Groups, rows: number): number =>
  Math.max(1, Math.min(Math.ceil(BUSY / Math.max(1, slots.length)), Math.ceil(rows / LANES)));
