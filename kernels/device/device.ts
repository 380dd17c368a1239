import type * as tfjs from '@tensorflow/tfjs-core';
import type { DeviceName } from './names.js';

/** A started device. TFJS keeps one active backend a process, so all open devices are the same one. */
export interface Device {
  readonly name: DeviceName;
  /** What it runs on, for people: library, version, threads. Lies outside every digest. */
  readonly description: string;
  /** The one TFJS of this process, with this device as its active backend. */
  readonly tf: typeof tfjs;
  /** Gives the device back; the last holder's close frees its memory. Closing twice does nothing. */
  close(): void;
}

export interface DeviceOptions {
  /** Cores that the device may use, at least 1; all of them where absent. `cpu` and `wasm` use one in Node. */
  readonly threads?: number;
}

export interface OpenOptions extends DeviceOptions {
  /**
   * Pairs of directions that TFJS is to compare in all, about: `auto` starts TensorFlow only where they repay it.
   * Where absent, `auto` takes the best device that starts.
   */
  readonly comparisons?: number | undefined;
  /** Devices that `auto` does not take: a GPU that has just failed may well start again. */
  readonly except?: readonly DeviceName[];
}

/** What a device computes on. */
export interface Hardware {
  /** The processor's or the GPU's name. */
  readonly chip: string;
  /** `software`: a GPU that the processor plays. */
  readonly kind: 'processor' | 'gpu' | 'software';
  /** Bytes of the GPU's own memory; absent where nothing tells, or the memory is the host's. */
  readonly memory?: number;
  /** Most bytes of one buffer, where the device knows no more of its memory. */
  readonly largestBuffer?: number;
}

/** One device as `listDevices` found it. */
export interface DeviceReport extends Partial<Hardware> {
  readonly name: DeviceName;
  readonly available: boolean;
  /** What it runs on, or, where it cannot start, what is missing. */
  readonly description: string;
  /** What to do about it; absent where the device starts. */
  readonly hint?: string;
  /** What `score` gave, where it was asked for and the device starts. */
  readonly score?: number;
}

export interface ListOptions {
  /** Measures a device that was started; it may not open or close any. */
  readonly score?: (device: Device) => Promise<number>;
}
