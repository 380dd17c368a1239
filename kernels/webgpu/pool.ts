/** Buffers for what lives from one submission to the next: cut in pieces, given back all at once. */

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

  /** A piece of at least so many bytes; what it holds is left over from before. */
  take(bytes: number): Piece {
    const size = Math.max(4, Math.ceil(bytes / 4) * 4);
    for (const entry of this.#buffers) {
      const offset = Math.ceil(entry.used / ALIGNMENT) * ALIGNMENT;
      if (offset + size > entry.buffer.size) continue;
      entry.used = offset + size;
      return { buffer: entry.buffer, offset, size };
    }
    const buffer = this.#device.createBuffer({ size: Math.max(LEAST, ceilPower(size)), usage: this.#usage });
    this.#buffers.push({ buffer, used: size });
    return { buffer, offset: 0, size };
  }

  /** All pieces are free again; buffers that little was used of go. */
  reset(): void {
    if (this.#buffers.length > 1) {
      // One that holds all serves the next submission better than many.
      const total = this.#buffers.reduce((sum, { used }) => sum + used + ALIGNMENT, 0);
      for (const { buffer } of this.#buffers) buffer.destroy();
      this.#buffers = [
        { buffer: this.#device.createBuffer({ size: ceilPower(total), usage: this.#usage }), used: 0 },
      ];
    } else for (const entry of this.#buffers) entry.used = 0;
  }

  destroy(): void {
    for (const { buffer } of this.#buffers) buffer.destroy();
    this.#buffers = [];
  }
}

const ceilPower = (size: number): number => {
  let power = LEAST;
  while (power < size) power *= 2;
  return power;
};
