import { describeKernels } from '../compiled/index.js';
import type { DeviceOptions } from './device.js';
import type { Driver } from './driver.js';
import { driverOf } from './drivers.js';
import { DeviceError } from './error.js';
import type { DeviceName } from './names.js';
import { tf } from './tfjs.js';

export { tf };

/** Starts a device and makes it TFJS's active backend. @throws DeviceError where it cannot start. */
export async function start(name: DeviceName, options: DeviceOptions): Promise<Driver> {
  const driver = driverOf(name);
  // Keeps TFJS from printing advice about other backends.
  tf.enableProdMode();
  const restoreListeners = guardListeners();
  try {
    await driver.load(options);
    assertSharedCore(name, driver);
    if (!(await tf.setBackend(driver.backend))) throw new Error(`TFJS refused the backend ${driver.backend}`);
    return driver;
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new DeviceError(
      'unavailable',
      name,
      `${name} does not start: ${message}`,
      'choose --device auto',
      error,
    );
  } finally {
    restoreListeners();
  }
}

/** What the started device runs on, for people: the backend, and the kernels that work on the host. */
export function describe(driver: Driver): string {
  const kernels = driver.backend === 'webgpu' ? 'kernels in WGSL' : describeKernels();
  return `${driver.describe(tf)}; ${kernels}`;
}

/** Frees what the backend holds and leaves it ready to start again. */
export function stop(driver: Driver): void {
  const factory = tf.findBackendFactory(driver.backend);
  tf.removeBackend(driver.backend);
  tf.registerBackend(driver.backend, factory);
}

function assertSharedCore(name: DeviceName, driver: Driver): void {
  if (tf.findBackendFactory(driver.backend)) return;
  throw new DeviceError(
    'unavailable',
    name,
    `the backend of ${name} registered with another copy of @tensorflow/tfjs-core`,
    'reinstall, so that one @tensorflow/tfjs-core serves all backends (npm ls @tensorflow/tfjs-core)',
  );
}

/**
 * Emscripten adds listeners to the whole process that rethrow every uncaught error; a compute backend has no say in
 * that, so what appeared while it started is taken off again.
 */
function guardListeners(): () => void {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)));
  return () => {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event)) {
        if (!before[i]!.has(listener)) process.off(event, listener as (...args: unknown[]) => void);
      }
    });
  };
}
