import { isSoftware } from '../webgpu/software.js';
import type { Driver, Tf } from './driver.js';
import { DeviceError } from './error.js';
import { tf } from './tfjs.js';

// Not literals in `import()`: the packages are optional, and types must not ask for them.
const dawn: string = 'webgpu';
const backend: string = '@tensorflow/tfjs-backend-webgpu';

interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: object;
}

interface Backend {
  readonly WebGPUBackend: new (device: GPUDevice, info: GPUAdapterInfo) => object;
}

/** Dawn ends the process when its instance is collected while devices live: it is kept. */
let gpu: GPU | undefined;
/** The device, for as long as it is not lost. */
let opened: { readonly device: GPUDevice; readonly info: GPUAdapterInfo } | undefined;
/** Whose backend TFJS knows. */
let registered: GPUDevice | undefined;

/** A GPU through Vulkan, Metal or Direct3D 12: Dawn in Node, with TFJS's WebGPU backend on the same device. */
export const webgpu: Driver = {
  backend: 'webgpu',
  async load() {
    const { create, globals } = (await importOf(dawn)) as Dawn;
    Object.assign(globalThis, globals);
    gpu ??= create([]);
    // TFJS looks for it when it is loaded.
    const browser = globalThis as { navigator?: { gpu?: GPU } };
    if (browser.navigator === undefined)
      Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    else Object.defineProperty(browser.navigator, 'gpu', { value: gpu, configurable: true });
    const { WebGPUBackend } = (await importOf(backend)) as Backend;
    // Here and not in the factory, whose errors TFJS keeps to itself.
    opened ??= await start(gpu);
    const { device, info } = opened;
    if (registered === device && tf.findBackendFactory('webgpu') !== null) return;
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', () => new WebGPUBackend(device, info) as never);
    registered = device;
  },
  describe(tf) {
    const info = deviceOf(tf).adapterInfo;
    return `${chipOf(info)} through WebGPU${isSoftware(info) ? ', played by the processor' : ''}`;
  },
  hardware(tf) {
    // WebGPU does not tell how much memory there is.
    const { adapterInfo: info, limits } = deviceOf(tf);
    return {
      chip: chipOf(info),
      kind: isSoftware(info) ? 'software' : 'gpu',
      largestBuffer: limits.maxBufferSize,
    };
  },
};

/** The GPU's name, and its driver where that is told. */
function chipOf({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const name = [vendor, device || architecture].filter((part) => part !== '').join(' ');
  if (name === '') return description || 'a GPU';
  return description === '' ? name : `${name} (${description})`;
}

/** The device that TFJS's active backend works on. */
export const deviceOf = (tf: Tf): GPUDevice => (tf.backend() as unknown as { device: GPUDevice }).device;

/** Lets go of a device that has failed: whoever opens one next gets a new one. */
export function giveUp(device: GPUDevice): void {
  if (opened?.device === device) opened = undefined;
  // Dawn stands still where this is done as it tells of an error.
  setImmediate(() => device.destroy());
}

async function importOf(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new DeviceError(
      'unavailable',
      'webgpu',
      code === 'ERR_MODULE_NOT_FOUND'
        ? `the optional package ${name} is not installed`
        : `${name} does not load: ${message.trim().split('\n', 1)[0]!}`,
      'run npm install with optional packages, or choose another device (docs/gpu.md)',
      cause,
    );
  }
}

/** What programs (kernels/webgpu/programs) need at least; those that take more where it is there ask for it themselves. */
export const NEEDED = {
  maxStorageBuffersPerShaderStage: 10,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeWorkgroupsPerDimension: 32_768,
} as const;

/** What a GPU allows less of than the programs need, for people. */
export function lackingIn(limits: Readonly<Record<keyof typeof NEEDED, number>>): string[] {
  return (Object.keys(NEEDED) as (keyof typeof NEEDED)[])
    .filter((name) => limits[name] < NEEDED[name])
    .map((name) => `${name} is ${limits[name]}, and they need ${NEEDED[name]}`);
}

/** A device with all the room that its adapter gives. */
async function start(gpu: GPU): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    throw new DeviceError(
      'unavailable',
      'webgpu',
      'no GPU was found through Vulkan, Metal or Direct3D',
      'install its driver, on Linux with the Vulkan loader (libvulkan1), or choose another device (docs/gpu.md)',
    );
  }
  const { limits, info } = adapter;
  const lacking = lackingIn(limits);
  if (lacking.length > 0) {
    throw new DeviceError(
      'unavailable',
      'webgpu',
      `the GPU ${info.description || info.device || info.vendor} is too small for the kernels: ${lacking.join('; ')}`,
      'update its driver, or choose another device (docs/gpu.md)',
    );
  }
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    },
  });
  void device.lost.then(() => giveUp(device));
  return { device, info };
}
