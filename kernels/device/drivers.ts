import { cpu } from './cpu.js';
import { cuda } from './cuda.js';
import type { Driver } from './driver.js';
import type { DeviceName } from './names.js';
import { tensorflow } from './tensorflow.js';
import { wasm } from './wasm.js';
import { webgpu } from './webgpu.js';

const drivers: Readonly<Record<DeviceName, Driver>> = { cuda, webgpu, tensorflow, wasm, cpu };

/** The device's driver. */
export const driverOf = (name: DeviceName): Driver => drivers[name];

/** Devices that `auto` tries, best first: a GPU has to be asked for, until it is measured from what size on it pays. */
export const automaticDevices: readonly DeviceName[] = ['tensorflow', 'wasm', 'cpu'];
