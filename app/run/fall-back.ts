import type { DeviceName } from '../../kernels/device/index.js';
import { DeviceFailure, type Kernels } from '../../kernels/index.js';
import type { ComputeContext } from './context.js';

/** That a device failed in the midst of a run, which went on on another one. */
export interface FellBack {
  /** The device that failed, and the one that took over. */
  readonly from: DeviceName;
  readonly to: DeviceName;
  /** The step that it was in; null before the first. */
  readonly step: number | null;
  readonly fault: DeviceFailure['fault'];
  /** What failed, in one line. */
  readonly error: string;
}

export interface Attempts<T> {
  /**
   * Does the run, or whatever is done on a device. What an earlier attempt left in memory is not to be trusted: the
   * second one goes on from what lies on disk, or from the start.
   *
   * @param fellBack of the second attempt: why there is one
   */
  readonly attempt: (kernels: Kernels, fellBack: FellBack | undefined) => Promise<T>;
  /** The step that the first attempt came to, undefined before there is a model; absent for work without steps. */
  readonly step?: () => number | undefined;
  /** Told before the second attempt. */
  readonly warn: (fellBack: FellBack, text: string) => void;
}

/**
 * Does work on the device, and where that fails in the midst of it once more on the CPU.
 * @throws what the work throws, also a DeviceFailure where no other device is left
 */
export async function orOnCpu<T>(compute: ComputeContext, work: Attempts<T>): Promise<T> {
  const { attempt, step, warn } = work;
  const { kernels } = compute;
  const from = compute.device.name;
  try {
    return await attempt(kernels, undefined);
  } catch (error) {
    // Where no device starts in its place, its own failure is the one to see.
    if (!(error instanceof DeviceFailure) || !(await compute.fallBack(kernels).catch(() => false)))
      throw error;
    const { device } = compute;
    const { fault, message } = error;
    const fellBack = { from, to: device.name, step: step?.() ?? null, fault, error: message };
    const when = step === undefined ? '' : whenOf(fellBack);
    const said = `warning: the device ${from} failed${when} (${message})`;
    warn(fellBack, `${said}; it is gone on with on the CPU: ${device.name}, ${device.description}`);
    return attempt(compute.kernels, fellBack);
  }
}

const whenOf = ({ step }: FellBack): string =>
  step === null ? ' before the first step' : ` in step ${step}`;
