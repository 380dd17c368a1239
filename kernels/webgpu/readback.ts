import { createBuffer } from './buffers.js';

/** Bytes on their way to the host: from a buffer, into the host's array. */
export interface Reading {
  readonly from: GPUBuffer;
  readonly offset: number;
  readonly into: Uint8Array;
}

/** What is to be read, brought to the host through one buffer. */
export class Readback {
  readonly #device: GPUDevice;
  #readings: Reading[] = [];

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get isEmpty(): boolean {
    return this.#readings.length === 0;
  }

  add(reading: Reading): void {
    this.#readings.push(reading);
  }

  /**
   * Records the copies of all that is to be read.
   * @returns what brings them to the host once they were submitted, and answers how many bytes that were
   */
  stage(encoder: GPUCommandEncoder): () => Promise<number> {
    let total = 0;
    const copies = this.#readings.map(({ from, offset, into }) => {
      // Copies are of whole words.
      const first = offset & ~3;
      const size = Math.ceil((offset + into.byteLength - first) / 4) * 4;
      total += size;
      return { from, first, size, to: total - size, at: total - size + offset - first, into };
    });
    this.#readings = [];
    const { MAP_READ, COPY_DST } = GPUBufferUsage;
    const buffer = createBuffer(this.#device, Math.max(4, total), MAP_READ | COPY_DST);
    for (const { from, first, size, to } of copies) encoder.copyBufferToBuffer(from, first, buffer, to, size);
    return async () => {
      await buffer.mapAsync(GPUMapMode.READ);
      const bytes = new Uint8Array(buffer.getMappedRange());
      let read = 0;
      for (const { at, into } of copies) {
        into.set(bytes.subarray(at, at + into.byteLength));
        read += into.byteLength;
      }
      buffer.unmap();
      buffer.destroy();
      return read;
    };
  }
}
