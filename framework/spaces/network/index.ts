export { OFFLINE } from './components.js';
export { NetworkSpace } from './network.js';
