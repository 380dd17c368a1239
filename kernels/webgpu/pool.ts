/** Buffers for what lives from one submission to the next: cut in pieces, given back all at once. */
import { createBuffer, mostBound, requireBindable } from './buffers.js';

/** Offsets of bindings are multiples of it on every device. */
const ALIGNMENT = 256;
const LEAST = 1 << 16;

export interface Piece {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

export class Pool {
  readonly #device: GPUDevice;
  readonly #usage: GPUBufferUsageFlags;
  #buffers: { buffer: GPUBuffer; used: number }[] = [];

  constructor(device: GPUDevice, usage: GPUBufferUsageFlags) {
    this.#device = device;
    this.#usage = usage;
  }

  /**
   * A piece of at least so many bytes; what it holds is left over from before.
   * @throws DeviceFailure `memory` for more than the device has room for
   */
  take(bytes: number): Piece {
    const size = Math.max(4, Math.ceil(bytes / 4) * 4);
    requireBindable(this.#device, size);
    for (const entry of this.#buffers) {
      const offset = Math.ceil(entry.used / ALIGNMENT) * ALIGNMENT;
      if (offset + size > entry.buffer.size) continue;
      entry.used = offset + size;
      return { buffer: entry.buffer, offset, size };
    }
    const buffer = this.#create(size);
    this.#buffers.push({ buffer, used: size });
    return { buffer, offset: 0, size };
  }

  /** All pieces are free again; buffers that little was used of go. */
  reset(): void {
    const total = this.#buffers.reduce((sum, { used }) => sum + used + ALIGNMENT, 0);
    if (this.#buffers.length > 1 && total <= mostBound(this.#device)) {
      // One that holds all serves the next submission better than many.
      for (const { buffer } of this.#buffers) buffer.destroy();
      this.#buffers = [{ buffer: this.#create(total), used: 0 }];
    } else for (const entry of this.#buffers) entry.used = 0;
  }

  destroy(): void {
    for (const { buffer } of this.#buffers) buffer.destroy();
    this.#buffers = [];
  }

  /** With room to spare, as far as the device allows it. */
  #create(size: number): GPUBuffer {
    const roomy = Math.min(ceilPower(size), mostBound(this.#device));
    return createBuffer(this.#device, Math.max(size, roomy), this.#usage);
  }
}

const ceilPower = (size: number): number => {
  let power = LEAST;
  while (power < size) power *= 2;
  return power;
};
