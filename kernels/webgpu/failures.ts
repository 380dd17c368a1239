/** What Dawn says of a device that fails, as what the rest of the program knows. */
import { DeviceFailure } from '../failure.js';

const oneLine = (text: string): string => text.trim().split('\n', 1)[0]!;

export const lost = ({ message }: GPUDeviceLostInfo): DeviceFailure =>
  new DeviceFailure('lost', `the GPU was lost: ${oneLine(message)}`);

/** What a call that waits for the device was rejected with. */
export const lostAt = (error: unknown): DeviceFailure =>
  error instanceof DeviceFailure
    ? error
    : new DeviceFailure('lost', `the GPU was lost: ${oneLine(String(error))}`, error);

export function failureOf(error: GPUError): DeviceFailure {
  const said = oneLine(error.message);
  return error instanceof GPUOutOfMemoryError
    ? new DeviceFailure('memory', `the GPU is out of memory: ${said}`, error)
    : new DeviceFailure('refused', `the GPU refused its work: ${said}`, error);
}
