export type {
  ControlKind,
  ControlRequest,
  RunFilter,
  SweepContent,
  SweepMember,
} from './content.js';
export { RunReader } from './run-reader.js';
export {
  RUN_STATES,
  type RunFailure,
  type RunOutcome,
  type RunRow,
  type SweepRunState,
} from './run-row.js';
export { type Attempt, RunTable, type Transition } from './run-table.js';
