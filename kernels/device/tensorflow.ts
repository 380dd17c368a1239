import { availableParallelism } from 'node:os';
import util from 'node:util';
import type { Driver, Tf } from './driver.js';
import { DeviceError } from './error.js';

// Not a literal in `import()`: the package is optional, and types must not ask for it.
const addon: string = '@tensorflow/tfjs-node';
const setUp = 'run scripts/setup.sh in a checkout, or choose --device wasm (docs/platforms.md)';

/** Fixed once the library is loaded: it reads its environment then, and cannot be unloaded. */
let loadedThreads: number | undefined;

/** TensorFlow's C++ library on the CPU, through the optional package @tensorflow/tfjs-node. */
export const tensorflow: Driver = {
  backend: 'tensorflow',
  async load(options) {
    const threads = options.threads ?? loadedThreads ?? availableParallelism();
    if (loadedThreads !== undefined && threads !== loadedThreads) {
      throw new DeviceError(
        'busy',
        'tensorflow',
        `TensorFlow was loaded with ${loadedThreads} threads in this process and cannot change to ${threads}`,
        'ask for the same number of threads, or start another process',
      );
    }
    prepareProcess(threads);
    await importAddon();
    loadedThreads = threads;
  },
  describe(tf) {
    const threads = loadedThreads === 1 ? 'one thread' : `${loadedThreads} threads`;
    return `TensorFlow ${libraryVersion(tf)} on the CPU, ${threads}`;
  },
};

/** The library reads these when it loads; they reach its getenv because Node writes through to the process. */
function prepareProcess(threads: number): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  // Its start-up notes go to stderr and help nobody; a user's own level stands.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  // tfjs-node 4.22 still calls it; Node 23 took it away.
  const legacy = util as unknown as Record<string, unknown>;
  legacy['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}

async function importAddon(): Promise<void> {
  try {
    await import(addon);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const absent = code === 'ERR_MODULE_NOT_FOUND';
    throw new DeviceError(
      'unavailable',
      'tensorflow',
      absent
        ? `the optional package ${addon} is not installed`
        : `${addon} does not load: ${complaint(message)}`,
      setUp,
      cause,
    );
  }
}

/** One line of what the loader said. */
function complaint(message: string): string {
  if (message.includes('tfjs_binding.node) can not be found'))
    return 'its native library has not been set up';
  return message.trim().split('\n', 1)[0]!.trim();
}

function libraryVersion(tf: Tf): string {
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  return binding?.TF_Version ?? 'of unknown version';
}
