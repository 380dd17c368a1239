import { availableParallelism, cpus, hostname } from 'node:os';
import { describeKernels } from '../../../kernels/compiled/index.js';
import { DeviceError, type OpenedDevice, openDevice } from '../../../kernels/device/index.js';
import { DeviceFailure, kernelsFor } from '../../../kernels/index.js';
import { version } from '../../version.js';
import { CostCache, type Costs, type MeasuredOn } from './cache.js';
import { secondsOf } from './cost.js';
import { measureCost } from './measure.js';
import type { Work } from './work.js';

/**
 * Records that are to be scored from which a GPU is looked at. A node's step of 32 records takes 25 µs on one core
 * (bench/results/growth.csv), so these take it 16 s: less could hardly repay a GPU's start and a first measurement,
 * which take seconds.
 */
export const LEAST_RECORDS = 20_000_000;

export interface PreferOptions {
  /** Cores that kernels may use; all where undefined. */
  readonly threads: number | undefined;
  readonly memoryBudget: number;
}

/** What it takes to decide; tests bring their own. */
export interface Means {
  readonly open: (options: { readonly threads?: number }) => Promise<OpenedDevice>;
  readonly measure: (opened: OpenedDevice, options: PreferOptions) => Promise<Costs>;
  readonly cache: Pick<CostCache, 'read' | 'write'>;
}

/** What was decided. */
export type Preference =
  /** The GPU is open, and is to be closed by whoever takes it. */
  | { readonly opened: OpenedDevice }
  /** Why the GPU is not taken; undefined where none was looked at. */
  | { readonly opened: undefined; readonly why: string | undefined };

/**
 * Whether a GPU through WebGPU does the work sooner than the processor, its start included: by what a step's kernels
 * were measured to cost on both, now or earlier. A GPU that the processor plays is not taken.
 *
 * @param work undefined where its size is not known
 */
export async function preferGpu(
  work: Work | undefined,
  options: PreferOptions,
  means: Means = usual(),
): Promise<Preference> {
  if (work === undefined || work.records < LEAST_RECORDS) return { opened: undefined, why: undefined };
  let opened: OpenedDevice | undefined;
  let taken = false;
  try {
    opened = await means.open(options.threads === undefined ? {} : { threads: options.threads });
    const { hardware, description } = opened.device;
    if (hardware.kind === 'software')
      return { opened: undefined, why: `no GPU: ${hardware.chip} is played by the processor` };
    const on = measuredOn(opened, options);
    let costs = means.cache.read(on);
    if (costs === undefined) {
      costs = await means.measure(opened, options);
      means.cache.write(on, costs);
    }
    const [gpu, processor] = [secondsOf(costs.gpu, work), secondsOf(costs.processor, work)];
    const measured = 'by what a step’s kernels were measured to take';
    if (gpu >= processor) {
      const why = `${hardware.chip} would take about ${rounded(gpu)}, the processor ${rounded(processor)}, ${measured}`;
      return { opened: undefined, why };
    }
    taken = true;
    const why = `about ${rounded(gpu)} instead of the processor’s ${rounded(processor)}, ${measured}`;
    return { opened: { ...opened, reason: `device webgpu: ${description} (${why})` } };
  } catch (error) {
    // Another device is open, which `auto` joins.
    if (error instanceof DeviceError && error.fault === 'busy') return { opened: undefined, why: undefined };
    if (!(error instanceof DeviceError || error instanceof DeviceFailure)) throw error;
    return { opened: undefined, why: `webgpu: ${error.message}` };
  } finally {
    if (!taken) opened?.device.close();
  }
}

const usual = (): Means => ({
  open: (options) => openDevice('webgpu', options),
  measure: async ({ device }, { memoryBudget, threads }) => {
    const options = { choice: 'auto', memoryBudget, ...(threads === undefined ? {} : { threads }) } as const;
    return {
      gpu: await measureCost(kernelsFor({ ...options, device })),
      processor: await measureCost(kernelsFor(options)),
    };
  },
  cache: new CostCache(),
});

const measuredOn = ({ device }: OpenedDevice, { threads }: PreferOptions): MeasuredOn => ({
  version: version(),
  node: process.versions.node,
  host: hostname(),
  processor: cpus()[0]?.model ?? '',
  threads: threads ?? availableParallelism(),
  kernels: describeKernels(),
  gpu: device.hardware.chip,
});

/** To two digits: an estimate is no more precise. */
const rounded = (seconds: number): string =>
  `${Number(seconds.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 3 })} s`;
