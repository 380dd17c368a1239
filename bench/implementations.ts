/** Every implementation that there is here: the references, compositions on each device, and what `auto` takes there. */
import { setTimeout } from 'node:timers/promises';
import {
  type Device,
  DeviceError,
  type DeviceName,
  deviceNames,
  gpuNames,
  openDevice,
} from '../kernels/device/index.js';
import {
  type Awaitable,
  type Job,
  type KernelChoice,
  type KernelName,
  type Kernels,
  kernelsFor,
  onHost,
  reference,
} from '../kernels/index.js';
import type { BenchOptions, Side, Timed } from './measure.js';

const MEMORY_BUDGET = 256 * 1024 * 1024;

/**
 * Sides that do a job on each implementation of a kernel; one that is the reference itself appears once.
 *
 * @param reset puts back what the job changes, so that it finds the same each time; not timed
 */
export async function implementations<K extends KernelName>(
  kernel: K,
  job: Job<K>,
  { threads }: Pick<BenchOptions, 'threads'>,
  reset: () => void = () => undefined,
): Promise<Side[]> {
  const work = (kernels: Kernels) => () => (kernels[kernel] as (job: Job<K>) => Awaitable)(job);
  const sides: Side[] = [{ name: 'reference', prepare: reset, work: work(onHost(reference)) }];
  for (const name of deviceNames) {
    // There is no composition for WebGPU: its kernels are programs of their own.
    for (const choice of name === 'webgpu' ? (['auto'] as const) : (['auto', 'composed'] as const)) {
      if ((await kernelOf(kernel, name, choice, threads)) === reference[kernel]) continue;
      sides.push(onDevice(`${choice} ${name}`, name, choice, threads, work, reset));
    }
  }
  return sides;
}

function kernelsOf(device: Device, choice: KernelChoice, threads: number): Kernels {
  return kernelsFor({ device, choice, memoryBudget: MEMORY_BUDGET, threads });
}

/** The kernel that a device takes; the reference where the device does not start here. */
async function kernelOf(kernel: KernelName, name: DeviceName, choice: KernelChoice, threads: number) {
  try {
    const { device } = await openDevice(name, { threads });
    const found = kernelsOf(device, choice, threads)[kernel];
    device.close();
    return found;
  } catch (error) {
    if (error instanceof DeviceError && error.fault === 'unavailable') return reference[kernel];
    throw error;
  }
}

/** A process has one device at a time, so each turn opens its own and runs once before it is timed. */
function onDevice(
  side: string,
  name: DeviceName,
  choice: KernelChoice,
  threads: number,
  work: (kernels: Kernels) => () => Awaitable,
  reset: () => void,
): Side {
  let device: Device | undefined;
  let run: () => Awaitable = () => undefined;
  return {
    name: side,
    async prepare() {
      ({ device } = await openDevice(name, { threads }));
      run = work(kernelsOf(device, choice, threads));
      reset();
      await run();
      reset();
      await quiet();
    },
    work: gpuNames.includes(name) ? { ask: () => byTheWall(run) } : () => run(),
    finish: () => device?.close(),
  };
}

/** A GPU's work is not in this process's processor time: then all sides are compared by the wall's. */
async function byTheWall(work: () => Awaitable): Promise<Timed> {
  const began = performance.now();
  await work();
  return { wall: (performance.now() - began) / 1000 };
}

/**
 * Waits, for a second at most, until this process has nothing to do in the background: compilers go on after a device
 * has started, and their processor time would be counted as the work's.
 */
async function quiet(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const before = process.cpuUsage();
    await setTimeout(10);
    const { user, system } = process.cpuUsage(before);
    if (user + system < 1000) return;
  }
}
