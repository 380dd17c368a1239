import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Device, openDevice } from '../../kernels/device/index.js';
import { kernelsFor } from '../../kernels/index.js';
import { observe } from '../kernels/composed/watch.js';
import { type Given, runModel } from './support/run.js';

const scenarios = fileURLToPath(new URL('../../scenarios/', import.meta.url));

function scenarioOf(name: string, steps?: number): Given {
  const { name: _, description, ...given } = parse(readFileSync(`${scenarios}${name}.yaml`, 'utf8'));
  return { ...given, ...(steps !== undefined && { steps }) };
}

/** What CUDA is to compute, on TensorFlow's library for the CPU. */
describe('whole runs by compositions', () => {
  let device: Device;
  beforeAll(async () => {
    ({ device } = await openDevice('tensorflow'));
  });
  afterAll(() => device.close());

  it.each([
    ['smoke', undefined],
    ['byzantine', undefined],
    ['partition', undefined],
    ['default', 3],
  ] as const)(
    '%s has the digest of the CPU, and no operation leaves what float32 holds exactly',
    async (name, steps) => {
      const given = scenarioOf(name, steps);
      const { report } = await runModel(given);
      const kernels = kernelsFor({ device, choice: 'composed', memoryBudget: 1 << 26 });
      const observed = observe(device);
      try {
        expect((await runModel(given, { kernels })).report.digest).toBe(report.digest);
      } finally {
        observed.stop();
      }
      expect([...observed.broken]).toEqual([]);
      expect(observed.native.size).toBeGreaterThan(20);
    },
  );
});
