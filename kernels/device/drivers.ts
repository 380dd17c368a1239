import { cpu } from './cpu.js';
import { cuda } from './cuda.js';
import type { Driver } from './driver.js';
import { DeviceError } from './error.js';
import type { DeviceName } from './names.js';
import { tensorflow } from './tensorflow.js';
import { wasm } from './wasm.js';

const drivers: Partial<Record<DeviceName, Driver>> = { cuda, tensorflow, wasm, cpu };

const missing: Partial<Record<DeviceName, string>> = {
  webgpu:
    'this version has no WebGPU driver: it needs @tensorflow/tfjs-backend-webgpu, which Starling does not load yet',
};

/** The device's driver. @throws DeviceError `unavailable` where this version has none. */
export function driverOf(name: DeviceName): Driver {
  const driver = drivers[name];
  if (driver) return driver;
  throw new DeviceError('unavailable', name, missing[name]!, 'choose tensorflow, wasm, cpu or auto');
}

/** Devices that have a driver, best first. */
export const drivenDevices: readonly DeviceName[] = ['cuda', 'tensorflow', 'wasm', 'cpu'];
