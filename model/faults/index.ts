export { Outages } from './outages.js';
export { Partitions } from './partitions.js';
export { Component, OFFLINE, Reachability } from './reachability.js';
