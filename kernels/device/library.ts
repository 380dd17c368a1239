import { availableParallelism } from 'node:os';
import util from 'node:util';
import type { DeviceOptions } from './device.js';
import type { Tf } from './driver.js';
import { DeviceError } from './error.js';
import type { DeviceName } from './names.js';
import { tf } from './tfjs.js';

/** TFJS's name for the backend of either package: a process has one of them. */
export const BACKEND = 'tensorflow';

/** A package that brings TensorFlow's C++ library, for the processor or for CUDA. */
export interface LibraryPackage {
  readonly device: DeviceName;
  readonly name: string;
  /** What to do where it does not load. */
  readonly setUp: string;
}

/** The library of this process: it reads its environment once, and cannot be unloaded. */
let loaded: { readonly name: string; readonly threads: number } | undefined;

/** The package whose library this process has. */
export const loadedPackage = (): string | undefined => loaded?.name;

/** Threads of the library that was loaded. */
export const loadedThreads = (): number => loaded!.threads;

/**
 * Loads the package, which registers its backend. Where another one is loaded already that one stays: the caller says
 * before whether it will do.
 *
 * @throws DeviceError `unavailable` where the package or its library is missing, `busy` where the library was loaded
 * with another number of threads
 */
export async function loadLibrary(from: LibraryPackage, options: DeviceOptions): Promise<void> {
  const threads = options.threads ?? loaded?.threads ?? availableParallelism();
  if (loaded !== undefined && threads !== loaded.threads) {
    throw new DeviceError(
      'busy',
      from.device,
      `TensorFlow was loaded with ${loaded.threads} threads in this process and cannot change to ${threads}`,
      'ask for the same number of threads, or start another process',
    );
  }
  if (loaded !== undefined) return;
  prepareProcess(threads);
  await importAddon(from);
  loaded = { name: from.name, threads };
}

/** Where the library that was loaded computes; undefined where it registered with another copy of TFJS. */
export function placeOfLibrary(): 'gpu' | 'cpu' | undefined {
  const backend = tf.findBackend(BACKEND) as { isUsingGpuDevice?: boolean } | null;
  if (!backend) return undefined;
  return backend.isUsingGpuDevice ? 'gpu' : 'cpu';
}

export function libraryVersion(tf: Tf): string {
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  return binding?.TF_Version ?? 'of unknown version';
}

/** The library reads these when it loads; they reach its getenv because Node writes through to the process. */
function prepareProcess(threads: number): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  // Its start-up notes go to stderr and help nobody; a user's own level stands.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  // tfjs-node 4.22 still calls it; Node 23 took it away.
  const legacy = util as unknown as Record<string, unknown>;
  legacy['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}

async function importAddon({ device, name, setUp }: LibraryPackage): Promise<void> {
  try {
    await import(name);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const absent = code === 'ERR_MODULE_NOT_FOUND';
    throw new DeviceError(
      'unavailable',
      device,
      absent
        ? `the optional package ${name} is not installed`
        : `${name} does not load: ${complaint(message)}`,
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
