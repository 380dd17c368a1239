import { cpu } from './cpu.js';
import type { Driver } from './driver.js';
import { DeviceError } from './error.js';
import type { DeviceName } from './names.js';
import { tensorflow } from './tensorflow.js';
import { wasm } from './wasm.js';
import { webgpu } from './webgpu.js';

const drivers: Partial<Record<DeviceName, Driver>> = { webgpu, tensorflow, wasm, cpu };

const missing: Partial<Record<DeviceName, string>> = {
  cuda: 'this version has no CUDA driver: it needs @tensorflow/tfjs-node-gpu, which Starling does not load yet',
};

/** The device's driver. @throws DeviceError `unavailable` where this version has none. */
export function driverOf(name: DeviceName): Driver {
  const driver = drivers[name];
  if (driver) return driver;
  throw new DeviceError('unavailable', name, missing[name]!, 'choose webgpu, tensorflow, wasm, cpu or auto');
}

/** Devices that have a driver, best first. */
export const drivenDevices: readonly DeviceName[] = ['tensorflow', 'wasm', 'cpu'];
