import type * as tfjs from '@tensorflow/tfjs-core';
import type { DeviceOptions, Hardware } from './device.js';

export type Tf = typeof tfjs;

/** How one device is started. A device that cannot start throws a DeviceError. */
export interface Driver {
  /** Loads what the device needs and registers its backend, without activating it. */
  load(options: DeviceOptions): Promise<void>;
  /** The name under which TFJS knows the backend. */
  readonly backend: string;
  /** Asked once the backend is active. */
  describe(tf: Tf): string;
  /** Asked once the backend is active. */
  hardware(tf: Tf): Hardware;
}
