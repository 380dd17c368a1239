import { DeviceFailure } from '../failure.js';
import { describe, start, stop, tf } from './backend.js';
import type { DeviceReport, ListOptions } from './device.js';
import { DeviceError } from './error.js';
import { type DeviceName, deviceNames } from './names.js';
import { inTurn, openNow } from './open.js';

/**
 * Every device by name, best first, each tried by starting it; an open device stays open and active. Starting
 * TensorFlow loads its library into this process (about 0.4 s and 230 MB).
 */
export function listDevices(options: ListOptions = {}): Promise<DeviceReport[]> {
  return inTurn(async () => {
    const active = openNow() === undefined ? undefined : tf.getBackend();
    const reports: DeviceReport[] = [];
    for (const name of deviceNames) reports.push(await report(name, options));
    if (active !== undefined) await tf.setBackend(active);
    return reports;
  });
}

async function report(name: DeviceName, { score }: ListOptions): Promise<DeviceReport> {
  try {
    const driver = await start(name, {});
    try {
      const description = describe(driver);
      const found = { name, available: true, description, ...driver.hardware(tf) };
      if (score === undefined) return found;
      return { ...found, score: await score({ name, description, tf, close: () => undefined }) };
    } catch (error) {
      if (!(error instanceof DeviceFailure)) throw error;
      throw new DeviceError(
        'unavailable',
        name,
        `${name} starts, but fails at work: ${error.message}`,
        'choose another device (docs/gpu.md)',
        error,
      );
    } finally {
      if (openNow() !== name) stop(driver);
    }
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return { name, available: false, description: error.message, hint: error.hint };
  }
}
