import { expect, test } from 'vitest';
import type { RayJob } from '../../../../../framework/experiment/engines/ray/answers.js';
import { failureOf, stateOf } from '../../../../../framework/experiment/engines/ray/status.js';

const job = (of: Partial<RayJob>): RayJob => ({ submission_id: 's-1', status: 'FAILED', ...of });

test.each([
  [{ driver_exit_code: 137 }, 'its process was killed (signal 9): often for want of memory, or by hand'],
  [{ driver_exit_code: -9 }, 'its process was killed (signal 9): often for want of memory, or by hand'],
  [{ driver_exit_code: -11 }, 'its process was ended by signal 11'],
  [{ driver_exit_code: 2, error_type: 'JOB_ENTRYPOINT_COMMAND_ERROR' }, 'its process ended with exit code 2'],
  [
    { error_type: 'RUNTIME_ENV_SETUP_FAILURE', message: 'Traceback:\nOSError: Failed to download\n' },
    'its code or its variables could not be set up on the node: OSError: Failed to download',
  ],
  [{ error_type: 'SOMETHING_NEW', message: 'first\nlast\n\n' }, 'last'],
  [{}, 'no reason was given'],
])('%j', (of, message) => {
  expect(failureOf(job(of))).toBe(message);
});

test('a state that Ray may get one day is not guessed at', () => {
  expect(() => stateOf(job({ status: 'PAUSED' }))).toThrow('the state PAUSED, which is unknown here');
});
