import { availableParallelism } from 'node:os';
import { loadAddon } from '../../kernels/compiled/index.js';
import {
  type Device,
  type DeviceChoice,
  type DeviceName,
  gpuNames,
  type OpenedDevice,
  type OpenOptions,
  openDevice,
} from '../../kernels/device/index.js';
import { type KernelChoice, type Kernels, kernelsFor } from '../../kernels/index.js';
import type { LoadedSettings, Scenario } from '../config/index.js';
import { preferGpu, type Work, workOf } from '../devices/crossover/index.js';
import { comparisonsOf } from './comparisons.js';

/** What every run of a command shares: the device with its kernels. After a fall-back all of it is of another device. */
export interface ComputeContext {
  readonly device: { readonly name: DeviceName; readonly description: string; readonly kernels: string };
  /** Cores that kernels may use. */
  readonly threads: number;
  /** One line: which device, and why. */
  readonly reason: string;
  readonly kernels: Kernels;
  /**
   * Leaves a GPU that failed for the best device on the CPU, unless another run has done so meanwhile.
   * @param failed the kernels that failed
   * @returns false where they were those of the CPU already: there is nothing left to turn to
   */
  fallBack(failed: Kernels): Promise<boolean>;
  close(): void;
}

/** Opens the device that the settings name; `auto` looks at the size of the scenarios that are to run. */
export async function openCompute(
  { settings }: LoadedSettings,
  scenarios: readonly Scenario[],
): Promise<ComputeContext> {
  const { compute, simulation } = settings;
  const threads = compute.threads ?? (simulation.enable_parallel ? undefined : 1);
  const comparisons = comparisonsOf(scenarios, compute.kernels, loadAddon().addon !== undefined);
  return openContext(compute.device, {
    choice: compute.kernels,
    memoryBudget: compute.memory_budget,
    threads,
    comparisons,
    // Only kernels of its own are any quicker on a GPU.
    work: compute.kernels === 'auto' ? workOf(scenarios) : undefined,
  });
}

export interface ContextOptions {
  readonly choice: KernelChoice;
  readonly memoryBudget: number;
  /** Cores that the device may use; all of them where undefined. */
  readonly threads: number | undefined;
  /** As `openDevice` takes them. */
  readonly comparisons: number | undefined;
  /** What is to be computed, for `auto` to look at a GPU; it takes none through WebGPU where absent. */
  readonly work?: Work | undefined;
}

/** Opens a device, with its kernels. */
export async function openContext(
  device: DeviceChoice,
  { choice, memoryBudget, threads, comparisons, work }: ContextOptions,
): Promise<ComputeContext> {
  const cores = threads === undefined ? {} : { threads };
  const opened = async (name: DeviceChoice, options: OpenOptions = {}) => {
    return equipped(await openDevice(name, { ...cores, comparisons, ...options }));
  };
  const equipped = ({ device, reason }: OpenedDevice) => ({
    device,
    reason,
    kernels: kernelsFor({ device, choice, memoryBudget, ...cores }),
  });
  const chosen = async () => {
    const gpu = await preferGpu(work, { threads, memoryBudget });
    if (gpu.opened !== undefined) return equipped(gpu.opened);
    const other = await opened('auto');
    return gpu.why === undefined ? other : { ...other, reason: `${other.reason}; ${gpu.why}` };
  };
  let now = await (device === 'auto' ? chosen() : opened(device));
  let leaving: Promise<void> | undefined;
  const leave = async ({ device }: { readonly device: Device }) => {
    device.close();
    now = await opened('auto', { except: gpuNames });
  };
  return {
    get device() {
      const { name, description } = now.device;
      return { name, description, kernels: choice };
    },
    threads: threads ?? availableParallelism(),
    get reason() {
      return now.reason;
    },
    get kernels() {
      return now.kernels;
    },
    fallBack: async (failed) => {
      if (failed === now.kernels) {
        if (!gpuNames.includes(now.device.name)) return false;
        leaving ??= leave(now);
      }
      await leaving;
      return true;
    },
    close: () => now.device.close(),
  };
}
