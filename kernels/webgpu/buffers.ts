import { counted } from '../counted.js';
import { DeviceFailure } from '../failure.js';

/**
 * A buffer of a device.
 * @param size bytes, a multiple of 4
 * @throws DeviceFailure `memory` for one larger than the device allows
 */
export function createBuffer(device: GPUDevice, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
  const most = device.limits.maxBufferSize;
  if (size > most) throw tooLarge(size, most);
  return device.createBuffer({ size, usage });
}

/** Bytes of the largest buffer that a program may be bound to. */
export const mostBound = ({ limits }: GPUDevice): number =>
  Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);

/** @throws DeviceFailure `memory` for more bytes than a program may be bound to */
export function requireBindable(device: GPUDevice, size: number): void {
  const most = mostBound(device);
  if (size > most) throw tooLarge(size, most);
}

/** Writes to a buffer are of whole words: behind the last byte come zeros. */
export function writeBytes({ queue }: GPUDevice, buffer: GPUBuffer, offset: number, bytes: Uint8Array): void {
  const whole = bytes.byteLength & ~3;
  if (whole > 0) queue.writeBuffer(buffer, offset, bytes as Uint8Array<ArrayBuffer>, 0, whole);
  if (whole === bytes.byteLength) return;
  const rest = new Uint8Array(4);
  rest.set(bytes.subarray(whole));
  queue.writeBuffer(buffer, offset + whole, rest);
}

const tooLarge = (size: number, most: number): DeviceFailure =>
  new DeviceFailure(
    'memory',
    `a column of ${counted(size)} bytes does not fit: the GPU allows ${counted(most)} in one buffer`,
  );
