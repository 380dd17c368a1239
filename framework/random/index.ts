export { RandomCursor, type Shuffleable } from './cursor.js';
export { under } from './draws.js';
export { streamId } from './names.js';
export { chooseSeed, keyOf, type Seed, spawnSeeds } from './seeds.js';
export { RandomStream, RandomStreams } from './streams.js';
