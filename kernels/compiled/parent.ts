import { loadAddon } from './addon.js';

/**
 * Has the system kill this process (SIGKILL) once the thread that started it has ended, whatever it is doing then (`prctl`,
 * PR_SET_PDEATHSIG). A parent that is gone already is not noticed. No kernel, but JavaScript has no other way to it than the
 * addon.
 *
 * @returns whether it will: on Linux with the compiled kernels; elsewhere a process has to look after itself
 */
export function endWithParent(): boolean {
  const end = loadAddon().addon?.endWithParent;
  end?.();
  return end !== undefined;
}
