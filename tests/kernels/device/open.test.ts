import { afterEach, describe, expect, test } from 'vitest';
import { CROSSOVER, preference } from '../../../kernels/device/crossover.js';
import { type Device, type DeviceName, listDevices, openDevice } from '../../../kernels/device/index.js';
import { DeviceFailure } from '../../../kernels/index.js';

const reports = await listDevices();
const startable = reports.filter((report) => report.available).map((report) => report.name);
const opened: Device[] = [];

async function open(name: DeviceName | 'auto', threads?: number) {
  const result = await openDevice(name, threads === undefined ? {} : { threads });
  opened.push(result.device);
  return result;
}

afterEach(() => {
  for (const device of opened.splice(0)) device.close();
});

/** int8-valued entries from a small multiplicative generator, so that every device gets the same matrices. */
function int8Matrix(rows: number, columns: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: rows * columns }, () => {
    state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
    return ((state >>> 8) % 255) - 127;
  });
}

function product(a: Float32Array, b: Float32Array, m: number, k: number, n: number): Float32Array {
  const out = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += a[i * k + l]! * b[j * k + l]!;
      out[i * n + j] = sum;
    }
  }
  return out;
}

describe.each(startable)('%s', (name) => {
  test.each([
    [1, 1, 1],
    [37, 8, 5],
    [64, 47, 129],
    [300, 256, 70],
  ])('multiplies int8-valued matrices exactly (%i × %i by its transpose of %i)', async (m, k, n) => {
    const { device } = await open(name);
    const { tf } = device;
    const a = int8Matrix(m, k, 1 + m);
    const b = int8Matrix(n, k, 7 + n);
    const out = tf.matMul(tf.tensor2d(a, [m, k]), tf.tensor2d(b, [n, k]), false, true);
    expect(await out.data()).toEqual(product(a, b, m, k, n));
  });

  test('says in one line what it runs on and why it was taken', async () => {
    const { device, reason } = await open(name);
    expect(device.name).toBe(name);
    expect(device.tf.getBackend()).toBe(name === 'cuda' ? 'tensorflow' : name);
    expect(reason).toBe(`device ${name}: ${device.description} (asked for)`);
    expect(reason).not.toContain('\n');
  });

  test('starts again after it was closed', async () => {
    const first = await open(name);
    expect(await first.device.tf.sum(first.device.tf.ones([8, 8])).data()).toEqual(Float32Array.of(64));
    first.device.close();
    first.device.close();
    const { device } = await open(name);
    expect(await device.tf.ones([2]).data()).toEqual(Float32Array.of(1, 1));
  });

  test('leaves the process without listeners of its own', async () => {
    const before = process.listenerCount('uncaughtException');
    await open(name);
    expect(process.listenerCount('uncaughtException')).toBe(before);
  });
});

test('lists every device by name, and says of each that does not start what is missing and what to do', () => {
  expect(reports.map((report) => report.name)).toEqual(['cuda', 'webgpu', 'tensorflow', 'wasm', 'cpu']);
  expect(startable).toEqual(expect.arrayContaining(['wasm', 'cpu']));
  for (const report of reports) {
    expect(report.description).not.toBe('');
    expect(report.hint === undefined).toBe(report.available);
  }
});

test('says of each device that starts what it computes on', () => {
  for (const { name, available, chip, kind } of reports) {
    expect(chip === undefined).toBe(!available);
    if (['tensorflow', 'wasm', 'cpu'].includes(name) && available) expect(kind).toBe('processor');
  }
});

test('scores each device while it is active, and lists one that fails at work with the reason', async () => {
  const scored = await listDevices({
    score: async ({ name, tf }) => {
      expect(tf.getBackend()).toBe(name === 'cuda' ? 'tensorflow' : name);
      if (name === 'cpu') throw new DeviceFailure('memory', 'no room');
      return 7;
    },
  });
  expect(scored.find(({ name }) => name === 'wasm')?.score).toBe(7);
  expect(scored.at(-1)).toMatchObject({
    name: 'cpu',
    available: false,
    description: 'cpu starts, but fails at work: no room',
    hint: expect.stringContaining('another device'),
  });
});

test('auto takes the best that starts and names what it passed over', async () => {
  const { device, reason } = await open('auto');
  // It takes WebGPU only where it is asked for.
  expect(device.name).toBe(startable.find((name) => name !== 'webgpu'));
  expect(reason).toContain('best that starts');
  if (device.name !== 'tensorflow') expect(reason).toContain('tensorflow: ');
});

describe('auto and the work at hand', () => {
  test('little work does not start TensorFlow, and the reason says so', async () => {
    const { device, reason } = await openDevice('auto', { comparisons: 123_456 });
    opened.push(device);
    expect(device.name).toBe('wasm');
    expect(reason).toContain('about 120,000 comparisons are too few to repay TensorFlow’s start');
  });

  test('no work for TFJS is said to be none', async () => {
    const { device, reason } = await openDevice('auto', { comparisons: 0 });
    opened.push(device);
    expect(device.name).toBe('wasm');
    expect(reason).toContain('nothing is left to TFJS');
  });

  test('the order changes at the crossover', () => {
    expect(preference(CROSSOVER - 1).order[0]).toBe('wasm');
    expect(preference(CROSSOVER).order).toEqual(preference(undefined).order);
    expect(preference(undefined).order.slice(0, 2)).toEqual(['cuda', 'tensorflow']);
  });
});

test('an open device is shared, and stays open until its last holder closes it', async () => {
  const one = await open('cpu');
  const two = await open('cpu');
  const three = await open('auto');
  expect(three.device.name).toBe('cpu');
  one.device.close();
  three.device.close();
  expect(two.device.tf.ones([1]).dataSync()).toEqual(Float32Array.of(1));
});

test('listing leaves the open device active', async () => {
  const { device } = await open('cpu');
  await listDevices();
  expect(device.tf.getBackend()).toBe('cpu');
});

test('two devices at once are refused', async () => {
  await open('cpu');
  await expect(open('wasm')).rejects.toMatchObject({ fault: 'busy', device: 'wasm' });
});

test('a name that is no device is refused with the names there are', async () => {
  await expect(open('gpu' as DeviceName)).rejects.toMatchObject({
    fault: 'unknown',
    message: 'there is no device "gpu"',
    hint: expect.stringContaining('tensorflow, wasm, cpu'),
  });
});

test.each([0, -1, 1.5, Number.NaN])('%d threads are refused', async (threads) => {
  await expect(open('cpu', threads)).rejects.toThrow(RangeError);
});
