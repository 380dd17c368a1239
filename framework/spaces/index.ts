// What all have in common

export type { Found } from './found.js';
export type { Item } from './item.js';
export type { SpaceOptions, SpaceOwner } from './owner.js';
export { Space } from './space.js';

// Cells

export * from './cells/index.js';
export * from './grid/index.js';
export * from './layers/index.js';

// Coordinates

export * from './continuous/index.js';

// Nodes and links

export * from './network/index.js';
