import { describe, start, stop, tf } from './backend.js';
import { preference } from './crossover.js';
import type { Device, DeviceOptions, OpenOptions } from './device.js';
import type { Driver } from './driver.js';
import { DeviceError } from './error.js';
import { type DeviceChoice, type DeviceName, deviceNames, isDeviceName } from './names.js';

interface Started {
  readonly name: DeviceName;
  readonly driver: Driver;
  readonly description: string;
  holders: number;
}

let started: Started | undefined;
/** Starts and stops take turns: TFJS has one active backend. */
let turn: Promise<unknown> = Promise.resolve();

export interface OpenedDevice {
  readonly device: Device;
  /** One line: which device, and why it. */
  readonly reason: string;
}

/**
 * Starts a device, or joins it where it is open already. `auto` takes the best that starts, or the
 * one whose start pays for the work at hand (`comparisons`).
 *
 * @throws DeviceError `unknown` for a name that is none, `unavailable` where the device cannot start, `busy` where
 * another device is open in this process. RangeError where `threads` is not a whole number of at least 1.
 */
export function openDevice(
  choice: DeviceChoice,
  { comparisons, except = [], ...options }: OpenOptions = {},
): Promise<OpenedDevice> {
  return inTurn(async () => {
    checkThreads(options.threads);
    if (choice === 'auto') return openBest(options, comparisons, except);
    if (!isDeviceName(choice)) {
      throw new DeviceError(
        'unknown',
        choice,
        `there is no device "${choice}"`,
        `choose auto, ${deviceNames.join(', ')}`,
      );
    }
    const device = await open(choice, options);
    return { device, reason: `device ${choice}: ${device.description} (asked for)` };
  });
}

/** Runs `work` when no other start, stop or listing is under way. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

/** The device that is open now. */
export function openNow(): DeviceName | undefined {
  return started?.name;
}

async function openBest(
  options: DeviceOptions,
  comparisons: number | undefined,
  except: readonly DeviceName[],
): Promise<OpenedDevice> {
  if (started && !except.includes(started.name)) {
    const device = await open(started.name, options);
    return { device, reason: `device ${device.name}: ${device.description} (already open)` };
  }
  const { order, why: reason } = preference(comparisons);
  const passed: string[] = [];
  for (const name of order.filter((name) => !except.includes(name))) {
    try {
      const device = await open(name, options);
      const why = passed.length === 0 ? reason : `${reason}: ${passed.join('; ')}`;
      return { device, reason: `device ${name}: ${device.description} (${why})` };
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      passed.push(`${name}: ${error.message}`);
    }
  }
  throw new DeviceError(
    'unavailable',
    'auto',
    `no device starts: ${passed.join('; ')}`,
    'see docs/platforms.md',
  );
}

async function open(name: DeviceName, options: DeviceOptions): Promise<Device> {
  if (started && started.name !== name) {
    throw new DeviceError(
      'busy',
      name,
      `${name} cannot start while ${started.name} is open in this process`,
      `close the open device first, or ask for ${started.name}`,
    );
  }
  if (started) {
    await started.driver.load(options);
  } else {
    const driver = await start(name, options);
    started = { name, driver, description: describe(driver), holders: 0 };
  }
  return hold(started);
}

function hold(of: Started): Device {
  of.holders += 1;
  let closed = false;
  return {
    name: of.name,
    description: of.description,
    tf,
    close() {
      if (closed) return;
      closed = true;
      of.holders -= 1;
      if (of.holders > 0) return;
      started = undefined;
      stop(of.driver);
    },
  };
}

function checkThreads(threads: number | undefined): void {
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads >= 1)) {
    throw new RangeError(`threads must be a whole number of at least 1, not ${threads}`);
  }
}
