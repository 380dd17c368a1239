/** What can be known of the NVIDIA driver, its GPUs and CUDA's libraries without TensorFlow. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What TensorFlow opens before it takes a GPU, by the names of CUDA 12. */
const LIBRARIES = [
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcufft.so.11',
  'libcusolver.so.11',
  'libcusparse.so.12',
  'libcudnn.so.9',
];

/** Longer than nvidia-smi ever takes where the driver is well. */
const PATIENCE_MS = 10_000;

/** Whether the driver's own library is there; nothing else brings it. */
export const hasDriver = (): boolean => opens('libcuda.so.1');

/**
 * CUDA libraries that cannot be opened, neither where set-up puts them nor where the system looks.
 *
 * @param name of the package beside whose library they lie
 */
export function missingLibraries(name: string): string[] {
  const folders = staged(name);
  return LIBRARIES.filter((library) => {
    const path = folders.map((folder) => join(folder, library)).find((candidate) => existsSync(candidate));
    return !opens(path ?? library);
  });
}

/** The first GPU that CUDA_VISIBLE_DEVICES names, by number or name; empty where that hides all of them. */
export function firstVisibleGpu(): string {
  const [first = ''] = (process.env['CUDA_VISIBLE_DEVICES'] ?? '0').split(',');
  return first.trim();
}

/** Name and memory (bytes) of the first visible GPU, by nvidia-smi; undefined where that cannot tell. */
export function nvidiaGpu(): { readonly chip: string; readonly memory: number } | undefined {
  const query = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'];
  try {
    const answer = execFileSync('nvidia-smi', [`--id=${firstVisibleGpu()}`, ...query], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: PATIENCE_MS,
    });
    const [, chip, mebibytes] = /^(.+), (\d+)\s*$/m.exec(answer) ?? [];
    return chip === undefined ? undefined : { chip, memory: Number(mebibytes) * 2 ** 20 };
  } catch {
    return undefined;
  }
}

/** Name and memory of the first visible GPU in words; "an NVIDIA GPU" where nvidia-smi cannot tell. */
export function describeGpu(): string {
  const gpu = nvidiaGpu();
  return gpu === undefined ? 'an NVIDIA GPU' : `${gpu.chip}, ${Math.round(gpu.memory / 2 ** 30)} GiB`;
}

/** Folders of the CUDA libraries that `scripts/setup.sh --cuda` put beside TensorFlow's. */
function staged(name: string): string[] {
  const entry = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const root = join(dirname(entry), 'deps', 'nvidia');
  return existsSync(root) ? readdirSync(root).map((library) => join(root, library, 'lib')) : [];
}

/** Node opens any shared library before it finds that this is no addon of its own. */
function opens(library: string): boolean {
  try {
    process.dlopen({ exports: {} }, library);
    return true;
  } catch (error) {
    return (error as Error).message.includes('did not self-register');
  }
}
