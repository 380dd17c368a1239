import { expect, test } from 'vitest';
import { devicesTable } from '../../../app/devices/index.js';
import type { DeviceReport } from '../../../kernels/device/index.js';

const GIB = 2 ** 30;

const reports: readonly DeviceReport[] = [
  {
    name: 'cuda',
    available: true,
    description: 'TensorFlow 2.20.0 on NVIDIA H100 80GB HBM3, 80 GiB; compiled kernels with AVX-512',
    chip: 'NVIDIA H100 80GB HBM3',
    kind: 'gpu',
    memory: 80 * GIB,
    score: 123_456_789,
  },
  {
    name: 'webgpu',
    available: true,
    description: 'nvidia NVIDIA H100 80GB HBM3 through WebGPU; kernels in WGSL',
    chip: 'nvidia NVIDIA H100 80GB HBM3',
    kind: 'gpu',
    largestBuffer: 4 * GIB,
    score: 9_876_543,
  },
  {
    name: 'tensorflow',
    available: false,
    description: 'TensorFlow for CUDA is loaded in this process, which can have one TensorFlow',
    hint: 'it starts in a process of its own: --device tensorflow, or whatever else there is to be said about it',
  },
  {
    name: 'cpu',
    available: true,
    description: 'plain TFJS 4.22.0, one thread; kernels in JavaScript (they were not compiled)',
    chip: 'A processor',
    kind: 'processor',
    score: 1200,
  },
];

test('a device has a row, and below it what it runs on, or why it does not start and what to do', () => {
  expect(devicesTable(reports, { memory: 16 * GIB })).toEqual([
    '  device      starts  memory                     records/s',
    '+ cuda        yes     80.0 GiB                 123,456,789',
    '    TensorFlow 2.20.0 on NVIDIA H100 80GB HBM3, 80 GiB; compiled kernels with',
    '    AVX-512',
    '+ webgpu      yes     buffers ≤ 4.0 GiB          9,876,543',
    '    nvidia NVIDIA H100 80GB HBM3 through WebGPU; kernels in WGSL',
    '- tensorflow  no',
    '    TensorFlow for CUDA is loaded in this process, which can have one TensorFlow',
    '    it starts in a process of its own: --device tensorflow, or whatever else',
    '    there is to be said about it',
    '+ cpu         yes     16.0 GiB                       1,200',
    '    A processor',
    '    plain TFJS 4.22.0, one thread; kernels in JavaScript (they were not',
    '    compiled)',
  ]);
});

test('without scores there is no column of them, and a GPU in software works in the memory of the processor', () => {
  const [, { score, ...webgpu }] = reports as [DeviceReport, DeviceReport];
  expect(score).toBeDefined();
  const lines = devicesTable([{ ...webgpu, kind: 'software' }], { memory: 16 * GIB });
  expect(lines.slice(0, 2)).toEqual(['  device      starts  memory', '+ webgpu      yes     16.0 GiB']);
});
