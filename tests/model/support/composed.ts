import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Device } from '../../../kernels/device/index.js';
import { kernelsFor } from '../../../kernels/index.js';
import { gpuOperations, observe } from '../../kernels/composed/watch.js';
import { type Given, runModel } from './run.js';

const scenarios = fileURLToPath(new URL('../../../scenarios/', import.meta.url));

/** A scenario that comes along, as a model takes it. */
export function scenarioOf(name: string): Given {
  const { name: _, description, ...given } = parse(readFileSync(`${scenarios}${name}.yaml`, 'utf8'));
  return given;
}

/** A run by compositions is what the CPU's is, and all of its operations are exact in float32 and known to GPUs. */
export async function expectComposedDigest(device: Device, given: Given): Promise<void> {
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
  expect([...observed.native].filter((operation) => !gpuOperations.includes(operation))).toEqual([]);
}
