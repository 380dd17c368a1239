/**
 * How a device failed.
 * - `lost`: it is gone, or was closed while a run was at work on it
 * - `memory`: it has no room for what it was given
 * - `refused`: it would not do what it was given
 */
export type FailureKind = 'lost' | 'memory' | 'refused';

/**
 * A device failed while it was at work: what its columns held is gone, and no further job is done on it. The same jobs
 * on another device give the bits that this one would have given.
 */
export class DeviceFailure extends Error {
  readonly fault: FailureKind;

  constructor(fault: FailureKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DeviceFailure';
    this.fault = fault;
  }
}
