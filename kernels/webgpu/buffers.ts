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

const tooLarge = (size: number, most: number): DeviceFailure =>
  new DeviceFailure(
    'memory',
    `a column of ${size.toLocaleString('en')} bytes does not fit: the GPU allows ${most.toLocaleString('en')} in one buffer`,
  );
