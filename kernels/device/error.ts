/**
 * Why a device was refused.
 * - `unknown`: no device has that name (a usage error)
 * - `unavailable`: the device exists but cannot start here
 * - `busy`: another device, or the same one with other options, is open in this process
 */
export type DeviceFault = 'unknown' | 'unavailable' | 'busy';

/** A device that cannot be opened: `message` says what is missing, `hint` what to do about it. */
export class DeviceError extends Error {
  readonly fault: DeviceFault;
  readonly device: string;
  readonly hint: string;

  constructor(fault: DeviceFault, device: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DeviceError';
    this.fault = fault;
    this.device = device;
    this.hint = hint;
  }
}
