export { LocalEngine, type LocalEngineOptions } from './local-engine.js';
export type { WorkerCommand } from './worker.js';
