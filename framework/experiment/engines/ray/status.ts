import { StarlingError } from '../../../errors.js';
import type { ShardState } from '../engine.js';
import type { RayJob } from './answers.js';
import { lastLine } from './refusals.js';

const STATES: Readonly<Record<string, ShardState>> = {
  PENDING: 'pending',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  STOPPED: 'stopped',
};

/** How Ray fails a job that found no slot in its time. */
const WAITED = 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT';

/** One that only waited has not failed. @throws StarlingError where Ray gives a job a state that is new */
export function stateOf({ submission_id, status, error_type }: RayJob): ShardState {
  const state = error_type === WAITED ? 'stopped' : STATES[status];
  if (state !== undefined) return state;
  throw new StarlingError(
    `the Ray head gives the job ${submission_id} the state ${status}, which is unknown here`,
    {
      hint: `known are ${Object.keys(STATES).join(', ')}: this version of Ray may be too new for this version of Starling`,
    },
  );
}

/** Why a job failed, in one line: what ended its process, or what kept it from starting. */
export function failureOf({ driver_exit_code: code, error_type, message }: RayJob): string {
  if (code === -9 || code === 137)
    return 'its process was killed (signal 9): often for want of memory, or by hand';
  if (typeof code === 'number' && code < 0) return `its process was ended by signal ${-code}`;
  if (typeof code === 'number') return `its process ended with exit code ${code}`;
  const reason = WITHOUT_PROCESS[error_type ?? ''];
  const said = lastLine(message ?? '');
  return reason === undefined ? said : `${reason}: ${said}`;
}

/** By Ray's kind of error. */
const WITHOUT_PROCESS: Readonly<Record<string, string>> = {
  RUNTIME_ENV_SETUP_FAILURE: 'its code or its variables could not be set up on the node',
  JOB_SUPERVISOR_ACTOR_START_FAILURE: 'its node failed as it started',
  JOB_SUPERVISOR_ACTOR_UNSCHEDULABLE: 'no node can take it',
  JOB_SUPERVISOR_ACTOR_UNKNOWN_FAILURE: 'Ray lost it',
  JOB_SUPERVISOR_ACTOR_DIED: 'its node, or the supervisor of its process, died',
  JOB_ENTRYPOINT_COMMAND_START_ERROR: 'its command could not be started',
};
