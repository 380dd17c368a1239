/** Kept columns: each has a buffer of the device beside its array on the host. */
import type { Numbers } from '../window.js';
import { createBuffer, requireBindable } from './buffers.js';

export interface Mirror {
  readonly buffer: GPUBuffer;
  /** The whole array on the host. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Which of the two was written last; undefined where both are the same. */
  newer: 'host' | 'device' | undefined;
}

export class Mirrors {
  readonly #device: GPUDevice;
  readonly #upload: (mirror: Mirror) => void;
  readonly #mirrors = new Map<ArrayBufferLike, Mirror>();

  constructor(device: GPUDevice, upload: (mirror: Mirror) => void) {
    this.#device = device;
    this.#upload = upload;
  }

  /** The mirror of a column, or of the column that it is a part of. */
  of(column: Numbers): Mirror | undefined {
    return this.#mirrors.get(column.buffer);
  }

  /** Of all buffers together. */
  get bytes(): number {
    let sum = 0;
    for (const { buffer } of this.#mirrors.values()) sum += buffer.size;
    return sum;
  }

  /** @throws DeviceFailure `memory` for a column that the device has no room for */
  keep(column: Numbers): void {
    if (this.#mirrors.has(column.buffer)) return;
    // Copies to the device are of whole words.
    const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const size = Math.max(4, Math.ceil(column.buffer.byteLength / 4) * 4);
    requireBindable(this.#device, size);
    const buffer = createBuffer(this.#device, size, STORAGE | COPY_DST | COPY_SRC);
    const bytes = new Uint8Array(column.buffer as ArrayBuffer);
    this.#mirrors.set(column.buffer, { buffer, bytes, newer: 'host' });
  }

  /** Forgets a column; its buffer is the caller's to destroy. */
  release(column: Numbers): GPUBuffer | undefined {
    const buffer = this.#mirrors.get(column.buffer)?.buffer;
    this.#mirrors.delete(column.buffer);
    return buffer;
  }

  wrote(column: Numbers): void {
    const mirror = this.#mirrors.get(column.buffer);
    if (mirror !== undefined) mirror.newer = 'host';
  }

  /** Has the device know what the host wrote last. */
  refresh(column: object | undefined): void {
    const mirror = ArrayBuffer.isView(column) ? this.#mirrors.get(column.buffer) : undefined;
    if (mirror?.newer !== 'host') return;
    this.#upload(mirror);
    mirror.newer = undefined;
  }

  destroy(): void {
    for (const { buffer } of this.#mirrors.values()) buffer.destroy();
    this.#mirrors.clear();
  }
}
