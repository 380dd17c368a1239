export { OFFLINE } from './components.js';
export { DynamicNetwork, type DynamicNetworkState } from './dynamic.js';
export { fillGraph, type GraphSink, type GraphSource, networkFrom } from './exchange.js';
export { readLinks } from './file.js';
export { NetworkSpace } from './network.js';
export { type Graph, NodeSpace, type NodeSpaceOptions, type NodesState } from './node-space.js';
