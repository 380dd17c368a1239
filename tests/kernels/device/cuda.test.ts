import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasDriver } from '../../../kernels/device/nvidia.js';
import { Installation } from './installation.js';

/** The libraries of CUDA 12 that TensorFlow opens, and the folder of the wheel that brings each. */
const libraries = {
  'libcudart.so.12': 'cuda_runtime',
  'libcublas.so.12': 'cublas',
  'libcublasLt.so.12': 'cublas',
  'libcufft.so.11': 'cufft',
  'libcusolver.so.11': 'cusolver',
  'libcusparse.so.12': 'cusparse',
  'libcudnn.so.9': 'cudnn',
};

let installation: Installation;
/** Lets the loader find an NVIDIA driver that is none. */
let driver: NodeJS.ProcessEnv;

beforeEach(() => {
  installation = new Installation();
  const library = join(installation.folder, 'driver', 'libcuda.so.1');
  mkdirSync(dirname(library));
  execFileSync(process.env['CXX'] ?? 'c++', ['-shared', '-o', library, '-x', 'c++', '/dev/null']);
  driver = { LD_LIBRARY_PATH: dirname(library), CUDA_VISIBLE_DEVICES: undefined, PATH: installation.folder };
});
afterEach(() => installation.remove());

/** Makes the package exist, with a backend that stands in for TensorFlow's. */
function installGpuPackage(isUsingGpuDevice: boolean): void {
  installation.install(
    'tfjs-node-gpu',
    `const tf = require('@tensorflow/tfjs-core');
    class Backend extends tf.KernelBackend {
      binding = { TF_Version: '2.20.0' };
      isUsingGpuDevice = ${isUsingGpuDevice};
      dispose() {}
    }
    tf.registerBackend('tensorflow', () => new Backend());
    require('node:fs').writeFileSync('environment.json', JSON.stringify(process.env));`,
  );
}

function installLibraries(names: readonly string[]): void {
  for (const name of names) {
    const folder = libraries[name as keyof typeof libraries];
    const path = join(installation.package('tfjs-node-gpu'), 'deps', 'nvidia', folder, 'lib', name);
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(join(installation.folder, 'driver', 'libcuda.so.1'), path);
  }
}

const openCuda = (env: NodeJS.ProcessEnv = driver) => installation.open(['cuda'], env)[0];

describe('cuda is refused in one line', () => {
  test.skipIf(hasDriver())('where there is no NVIDIA driver, whatever else is there', () => {
    installGpuPackage(false);
    expect(openCuda({})).toEqual({
      fault: 'unavailable',
      message: 'no NVIDIA GPU was found: there is no driver for one (libcuda.so.1)',
      hint: 'choose --device auto; what a GPU needs is in docs/gpu.md',
    });
  });

  test('where its package is not installed', () => {
    expect(openCuda()).toEqual({
      fault: 'unavailable',
      message: 'the optional package @tensorflow/tfjs-node-gpu is not installed',
      hint: 'run scripts/setup.sh --cuda in a checkout (docs/gpu.md)',
    });
  });

  test('where its library was never set up', () => {
    installation.install(
      'tfjs-node-gpu',
      'throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: /a")',
    );
    expect(openCuda()).toMatchObject({
      fault: 'unavailable',
      message: '@tensorflow/tfjs-node-gpu does not load: its native library has not been set up',
    });
  });

  test('where CUDA libraries are missing, by their names', () => {
    installGpuPackage(false);
    installLibraries(Object.keys(libraries).filter((name) => !/cufft|cudnn/.test(name)));
    expect(openCuda()).toEqual({
      fault: 'unavailable',
      message: 'CUDA libraries are missing: libcufft.so.11, libcudnn.so.9',
      hint: 'run scripts/setup.sh --cuda in a checkout (docs/gpu.md)',
    });
  });

  test('where TensorFlow fell back to the CPU all the same', () => {
    installGpuPackage(false);
    installLibraries(Object.keys(libraries));
    expect(openCuda()).toEqual({
      fault: 'unavailable',
      message: 'TensorFlow found no NVIDIA GPU that it can use, and fell back to the CPU',
      hint: expect.stringContaining('nvidia-smi'),
    });
  });

  test('where TensorFlow for the CPU is in the process already', () => {
    installGpuPackage(true);
    installation.install(
      'tfjs-node',
      `const tf = require('@tensorflow/tfjs-core');
      tf.registerBackend('tensorflow', () => new tf.KernelBackend());
      tf.KernelBackend.prototype.dispose = () => undefined;`,
    );
    expect(installation.open(['tensorflow', 'cuda'], driver)[1]).toEqual({
      fault: 'busy',
      message: 'TensorFlow for the CPU is loaded in this process, which can have one TensorFlow',
      hint: 'ask for cuda in a process of its own',
    });
  });

  test('where it registers with another copy of TFJS', () => {
    installation.install('tfjs-node-gpu', '');
    expect(openCuda()?.message).toContain('another copy of @tensorflow/tfjs-core');
  });
});

describe('where there is a GPU', () => {
  beforeEach(() => installGpuPackage(true));

  test('cuda starts, and is what auto takes for the best', () => {
    const { reason } = openCuda()!;
    expect(reason).toMatch(/^device cuda: TensorFlow 2\.20\.0 on an NVIDIA GPU; .+ \(asked for\)$/);
    expect(installation.open(['auto'], driver)[0]!.reason).toMatch(/^device cuda: .+ \(best that starts\)$/);
  });

  test.each([
    [undefined, '0'],
    ['3,1', '3'],
    ['GPU-8932f937', 'GPU-8932f937'],
  ])('it is the first of CUDA_VISIBLE_DEVICES=%j, and named by nvidia-smi', (visible, id) => {
    installation.write(
      'nvidia-smi',
      `#!/bin/sh\ncase "$1" in --id=${id}) echo 'NVIDIA H100 80GB HBM3, 81559' ;; *) exit 6 ;; esac\n`,
      0o755,
    );
    const { reason } = openCuda({ ...driver, CUDA_VISIBLE_DEVICES: visible })!;
    expect(reason).toContain('TensorFlow 2.20.0 on NVIDIA H100 80GB HBM3, 80 GiB; ');
    // TFJS takes the last GPU that TensorFlow sees.
    expect(installation.environment()['CUDA_VISIBLE_DEVICES']).toBe(id);
  });

  test('what nvidia-smi cannot say is left out', () => {
    installation.write('nvidia-smi', '#!/bin/sh\necho "No devices were found"\n', 0o755);
    expect(openCuda()!.reason).toContain('on an NVIDIA GPU; ');
  });

  test('the list has it, and says of TensorFlow on the CPU that a process has one of the two', () => {
    const [cuda, , tensorflow] = installation.list(driver);
    expect(cuda).toMatchObject({ name: 'cuda', available: true });
    expect(tensorflow).toMatchObject({
      name: 'tensorflow',
      available: false,
      description: 'TensorFlow for CUDA is loaded in this process, which can have one TensorFlow',
    });
  });
});

test('the library for CUDA that fell back to the CPU serves as tensorflow', () => {
  installGpuPackage(false);
  const [, tensorflow] = installation.open(['cuda', 'tensorflow'], driver);
  expect(tensorflow!.reason).toMatch(/^device tensorflow: TensorFlow 2\.20\.0 on the CPU, /);
});
