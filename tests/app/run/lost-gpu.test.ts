import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ComputeContext, openContext } from '../../../app/run/index.js';
import { readManifest } from '../../../app/run/manifest.js';
import type { Model } from '../../../framework/index.js';
import { tf } from '../../../kernels/device/backend.js';
import { deviceOf } from '../../../kernels/device/webgpu.js';
import { DeviceFailure } from '../../../kernels/index.js';
import { devices } from '../../support/devices.js';
import { Folder } from '../starling.js';
import { logged, running, SMALL, tablesOf } from './support/running.js';

const folder = new Folder();
afterAll(() => folder.remove());
let made = 0;
const fresh = () => join(folder.path, `run-${made++}`);
const scenario = { ...SMALL, collect: { agents: true } };

const opened = (device: 'cpu' | 'webgpu'): Promise<ComputeContext> =>
  openContext(device, { choice: 'auto', memoryBudget: 1 << 26, threads: 1, comparisons: 0 });

async function on(device: 'cpu' | 'webgpu', given: Parameters<typeof running>[2] = {}) {
  const compute = await opened(device);
  try {
    return await running(fresh(), compute, { scenario, ...given });
  } finally {
    compute.close();
  }
}

/** Does something to the device within a stage of a step, the first time that the run comes there. */
function within(step: number, stage: string, act: (device: GPUDevice) => void): (model: Model) => void {
  let isDone = false;
  return (model) => {
    model.events.on('stage', (event) => {
      if (isDone || event.step !== step || event.stage !== stage) return;
      isDone = true;
      act(deviceOf(tf));
    });
  };
}

const destroy = (device: GPUDevice) => device.destroy();

/** Takes all memory that the device has. */
function exhaust(device: GPUDevice): void {
  const { maxBufferSize: size } = device.limits;
  const usage = GPUBufferUsage.STORAGE;
  // A terabyte; what does not fit is not taken.
  for (let taken = 0; taken < 2 ** 40; taken += size) device.createBuffer({ size, usage });
}

describe.runIf(devices.includes('webgpu'))('a run whose GPU', async () => {
  const whole = await on('cpu');
  const { digest } = whole.execution.json!;
  const tables = tablesOf(whole.execution.folder);

  test.each([
    ['is lost in its first step', { step: 0, stage: 'traffic', every: undefined, act: destroy }, 0],
    ['is lost with no checkpoint there', { step: 4, stage: 'detect', every: undefined, act: destroy }, 0],
    ['is lost with checkpoints there', { step: 5, stage: 'sign', every: 2, act: destroy }, 4],
    ['is lost right after a checkpoint', { step: 6, stage: 'traffic', every: 3, act: destroy }, 6],
    ['is out of memory', { step: 3, stage: 'agree', every: 1, act: exhaust }, 3],
  ])('%s goes on on the CPU', async (_, { step, stage, every, act }, from) => {
    const begun: number[] = [];
    const break_ = within(step, stage, act);
    const { execution, said, ended } = await on('webgpu', {
      every,
      begin: (model) => {
        begun.push(model.step);
        break_(model);
      },
    });
    const fault = act === destroy ? 'lost' : 'memory';
    expect(execution.json).toMatchObject({ digest, fell_back_from: 'webgpu' });
    expect(tablesOf(execution.folder)).toEqual(tables);
    expect(ended).toEqual(['finished']);
    expect(begun).toEqual([0, from]);
    expect(said.filter((line) => line.startsWith('warning'))).toHaveLength(1);
    expect(logged(execution.folder, 'fall-back')).toMatchObject([{ from: 'webgpu', step, fault }]);
    const { device, fellBack } = readManifest(execution.folder);
    expect(device!.name).toBe(execution.json!.device);
    expect(fellBack).toMatchObject({ from: 'webgpu', to: device!.name, step, fault });
  });

  test('is gone before its first step begins on the CPU', async () => {
    const compute = await opened('webgpu');
    try {
      destroy(deviceOf(tf));
      const { execution } = await running(fresh(), compute, { scenario });
      expect(execution.json).toMatchObject({ digest, fell_back_from: 'webgpu' });
      expect(readManifest(execution.folder).fellBack).toMatchObject({ step: null, fault: 'lost' });
    } finally {
      compute.close();
    }
  });

  test('lasts has the digest of the CPU, after others were lost', async () => {
    const { execution, said } = await on('webgpu');
    expect(execution.json).toMatchObject({ digest, device: 'webgpu' });
    expect(execution.json).not.toHaveProperty('fell_back_from');
    expect(said.filter((line) => line.startsWith('warning'))).toEqual([]);
    expect(readManifest(execution.folder).fellBack).toBeNull();
  });
});

describe.runIf(devices.includes('webgpu'))('a GPU', () => {
  test('has no room for a column that is larger than it allows', async () => {
    const compute = await opened('webgpu');
    try {
      const { maxBufferSize } = deviceOf(tf).limits;
      // Of the host's memory nothing is touched.
      const column = new Uint8Array(maxBufferSize + 4);
      const fault = (work: () => unknown) => {
        try {
          work();
        } catch (error) {
          return error instanceof DeviceFailure ? error.fault : error;
        }
        return undefined;
      };
      expect(fault(() => compute.kernels.columns.keep(column))).toBe('memory');
      const values = new Uint32Array(column.buffer);
      const bits = { key: [1, 2] as const, stream: 0, step: 0, agents: Uint32Array.of(0), block: 0 };
      expect(fault(() => compute.kernels.randomBits({ ...bits, out: values } as never))).toBe('memory');
    } finally {
      compute.close();
    }
  });

  test('that was closed does no job on the device that is open then', async () => {
    const { kernels, close } = await opened('webgpu');
    close();
    const other = await opened('cpu');
    try {
      expect(() => kernels.mark({} as never)).toThrow(DeviceFailure);
    } finally {
      other.close();
    }
    expect(existsSync(folder.path) && readdirSync(folder.path).length).toBeGreaterThan(0);
  });
});
