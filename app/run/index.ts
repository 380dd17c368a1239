/** Runs scenarios: what is run, the folder it is kept in, its log, how it ends and what it answers. */
export { type ComputeContext, openCompute, openContext } from './context.js';
export { type Execution, execute } from './execute.js';
export { type FellBack, orOnCpu } from './fall-back.js';
export { type Inspection, inspectRun } from './inspect.js';
export { inspectionText } from './inspect-text.js';
export type { RunJson } from './result.js';
export { listenForSignals } from './signals.js';
export { summaryText } from './summary.js';
export type { LogLevel, RunFacts, RunPlace, RunResult, Watch } from './watch.js';
