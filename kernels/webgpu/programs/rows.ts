/** Lanes that share a group of rows: groups are short, a window's or a step's records of a node. */
export const LANES = 64;
