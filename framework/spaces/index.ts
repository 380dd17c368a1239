export { NetworkSpace, OFFLINE } from './network.js';
