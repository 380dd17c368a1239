export { Outages } from './outages.js';
export { Partitions } from './partitions.js';
export { type Component, OFFLINE, Reachability } from './reachability.js';
