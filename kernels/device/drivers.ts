import { cpu } from './cpu.js';
import { cuda } from './cuda.js';
import type { Driver } from './driver.js';
import type { DeviceName } from './names.js';
import { tensorflow } from './tensorflow.js';
import { wasm } from './wasm.js';
import { webgpu } from './webgpu.js';

const drivers: Record<DeviceName, Driver> = { cuda, webgpu, tensorflow, wasm, cpu };

/** The device's driver. */
export const driverOf = (name: DeviceName): Driver => drivers[name];

/** Devices that `auto` tries, best first. Whether a GPU through WebGPU pays is measured where the work is known: app/devices/crossover. */
export const drivenDevices: readonly DeviceName[] = ['cuda', 'tensorflow', 'wasm', 'cpu'];
