import { availableParallelism } from 'node:os';
import { loadAddon } from '../../kernels/compiled/index.js';
import type { DeviceChoice, DeviceName } from '../../kernels/device/index.js';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { type Kernels, kernelsFor } from '../../kernels/index.js';
import type { LoadedSettings, Scenario } from '../config/index.js';
import { comparisonsOf } from './comparisons.js';

/** What every run of a command shares: the device with its kernels. */
export interface ComputeContext {
  readonly device: { readonly name: DeviceName; readonly description: string; readonly kernels: string };
  /** Cores that kernels may use. */
  readonly threads: number;
  /** One line: which device, and why. */
  readonly reason: string;
  readonly kernels: Kernels;
  close(): void;
}

/** Opens the device that the settings name; `auto` looks at the size of the scenarios that are to run. */
export async function openCompute(
  { settings }: LoadedSettings,
  scenarios: readonly Scenario[],
): Promise<ComputeContext> {
  const { compute, simulation } = settings;
  const threads = compute.threads ?? (simulation.enable_parallel ? undefined : 1);
  const cores = threads === undefined ? {} : { threads };
  const { device, reason }: { device: Device; reason: string } = await openDevice(
    compute.device satisfies DeviceChoice,
    { ...cores, comparisons: comparisonsOf(scenarios, compute.kernels, loadAddon().addon !== undefined) },
  );
  return {
    device: { name: device.name, description: device.description, kernels: compute.kernels },
    threads: threads ?? availableParallelism(),
    reason,
    kernels: kernelsFor({ device, choice: compute.kernels, memoryBudget: compute.memory_budget, ...cores }),
    close: () => device.close(),
  };
}
