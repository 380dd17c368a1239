import { describe, start, stop, tf } from './backend.js';
import type { DeviceReport } from './device.js';
import { DeviceError } from './error.js';
import { type DeviceName, deviceNames } from './names.js';
import { inTurn, openNow } from './open.js';

/**
 * Every device by name, best first, each tried by starting it; an open device stays open and active. Starting
 * TensorFlow loads its library into this process (about 0.4 s and 230 MB).
 */
export function listDevices(): Promise<DeviceReport[]> {
  return inTurn(async () => {
    const active = openNow() === undefined ? undefined : tf.getBackend();
    const reports: DeviceReport[] = [];
    for (const name of deviceNames) reports.push(await report(name));
    if (active !== undefined) await tf.setBackend(active);
    return reports;
  });
}

async function report(name: DeviceName): Promise<DeviceReport> {
  try {
    const driver = await start(name, {});
    const description = describe(driver);
    if (openNow() !== name) stop(driver);
    return { name, available: true, description };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return { name, available: false, description: error.message, hint: error.hint };
  }
}
