import { availableParallelism } from 'node:os';
import { loadAddon } from '../../kernels/compiled/index.js';
import {
  type Device,
  type DeviceChoice,
  type DeviceName,
  gpuNames,
  type OpenOptions,
  openDevice,
} from '../../kernels/device/index.js';
import { type KernelChoice, type Kernels, kernelsFor } from '../../kernels/index.js';
import type { LoadedSettings, Scenario } from '../config/index.js';
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
  });
}

export interface ContextOptions {
  readonly choice: KernelChoice;
  readonly memoryBudget: number;
  /** Cores that the device may use; all of them where undefined. */
  readonly threads: number | undefined;
  /** As `openDevice` takes them. */
  readonly comparisons: number | undefined;
}

/** Opens a device, with its kernels. */
export async function openContext(
  device: DeviceChoice,
  { choice, memoryBudget, threads, comparisons }: ContextOptions,
): Promise<ComputeContext> {
  const cores = threads === undefined ? {} : { threads };
  const opened = async (name: DeviceChoice, options: OpenOptions = {}) => {
    const { device, reason } = await openDevice(name, { ...cores, comparisons, ...options });
    return { device, reason, kernels: kernelsFor({ device, choice, memoryBudget, ...cores }) };
  };
  let now = await opened(device);
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
