/**
 * A WebGPU device at work: programs are recorded into one submission until somebody waits for a result, and all who
 * wait at that moment, whatever model they belong to, are served by it. So replications that run side by side
 * share submissions and readbacks.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { giveUp } from '../device/webgpu.js';
import { DeviceFailure } from '../failure.js';
import type { Crossed } from '../residency.js';
import type { Numbers } from '../window.js';
import { createBuffer } from './buffers.js';
import { Mirrors } from './mirrors.js';
import { type Piece, Pool } from './pool.js';
import { type ColumnUse, headerWords, isWritten, moduleOf, type Program, SINGLE, WIDTH } from './program.js';
import { isSoftware } from './software.js';

/** Bytes on their way to the host: from a buffer, into the host's array. */
interface Reading {
  readonly from: GPUBuffer;
  readonly offset: number;
  readonly into: Uint8Array;
}

interface Prepared {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

interface Waiting {
  readonly promise: Promise<void>;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A column that lives on the device from one program to the next within a job; it begins with anything. */
export class Temporary {
  readonly bytes: number;

  constructor(bytes: number) {
    this.bytes = bytes;
  }
}

export type Arguments<C extends string, P extends string> = {
  /** Values of each column; an optional one may be undefined. */
  readonly columns: { readonly [K in C]: Numbers | Temporary | undefined };
  readonly parameters: { readonly [K in P]: number };
  /** Items of the dispatch. */
  readonly items: number;
};

/** Recorded dispatches before a submission goes out although nobody waits. */
const MOST_RECORDED = 256;

export class Gpu {
  readonly device: GPUDevice;
  /** Whether the processor plays the GPU. */
  readonly isSoftware: boolean;
  readonly #pipelines = new Map<string, Prepared>();
  readonly #mirrors: Mirrors;
  readonly #uploads: Pool;
  readonly #scratch: Pool;
  #encoder: GPUCommandEncoder | undefined;
  #recorded = 0;
  /** Where written and temporary columns lie until they are read. */
  readonly #places = new Map<Numbers | Temporary, Piece>();
  #readings: Reading[] = [];
  /** Of columns that were released, until what was recorded with them is under way. */
  readonly #retired: GPUBuffer[] = [];
  #waiting: Waiting | undefined;
  #failure: DeviceFailure | undefined;
  #toHost = 0;
  #toDevice = 0;

  constructor(device: GPUDevice) {
    this.device = device;
    this.isSoftware = isSoftware(device.adapterInfo);
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    this.#uploads = new Pool(device, STORAGE | UNIFORM | COPY_DST | COPY_SRC);
    this.#scratch = new Pool(device, STORAGE | COPY_DST | COPY_SRC);
    this.#mirrors = new Mirrors(device, (mirror) => {
      // What was recorded before reads what the buffer held before.
      this.submit();
      this.#write(mirror.buffer, 0, mirror.bytes);
    });
    void device.lost.then(({ message }) =>
      this.#fail(new DeviceFailure('lost', `the GPU was lost: ${oneLine(message)}`)),
    );
    // Dawn tells it within the call that is at fault, before anything comes of it.
    device.addEventListener('uncapturederror', ({ error }) => this.#fail(failureOf(error)));
  }

  get mirrors(): Mirrors {
    return this.#mirrors;
  }

  crossed(): Crossed {
    return { toHost: this.#toHost, toDevice: this.#toDevice };
  }

  /**
   * Records a program. Columns that are kept stay on the device; others go there now, and what is written to them comes
   * back with `settle`.
   */
  run<C extends string, P extends string>(
    of: Program<C, P>,
    { columns, parameters, items }: Arguments<C, P>,
  ): void {
    if (items === 0) return;
    this.#check();
    const names = Object.keys(of.columns) as C[];
    // First, since it may submit what was recorded, and with that set free what was uploaded for it.
    for (const name of names) this.#mirrors.refresh(columns[name]);
    const header = new Uint32Array(headerWords(names.length, of.parameters.length));
    header[0] = items;
    const pieces = names.map((name, c) => {
      const column = columns[name];
      header[2 + 2 * c] = column === undefined ? 0 : 1;
      const { piece, first } = this.#place(column, isWritten(of.columns[name]));
      header[1 + 2 * c] = first;
      return piece;
    });
    of.parameters.forEach((name, i) => {
      header[1 + 2 * names.length + i] = parameters[name];
    });
    const pipeline = this.#pipelineOf(of as unknown as Program);
    const bindings = [this.#upload(header), ...pieces].map(({ buffer, offset, size }, binding) => ({
      binding,
      resource: { buffer, offset, size },
    }));
    const group = this.device.createBindGroup({ layout: pipeline.layout, entries: bindings });
    const workgroups = of.lanes === 1 ? Math.ceil(items / SINGLE) : items;
    const pass = this.#recording().beginComputePass();
    pass.setPipeline(pipeline.pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(Math.min(workgroups, WIDTH), Math.ceil(workgroups / WIDTH));
    pass.end();
    if (++this.#recorded >= MOST_RECORDED) this.submit();
  }

  /** Resolves once what was recorded so far is done and read; undefined where nothing is to be read. */
  settle(): Promise<void> | undefined {
    this.#check();
    if (this.#readings.length === 0) return undefined;
    if (this.#waiting === undefined) {
      let [done, failed]: [() => void, (error: unknown) => void] = [() => undefined, () => undefined];
      const promise = new Promise<void>((resolve, reject) => {
        [done, failed] = [resolve, reject];
      });
      // A job that fails before it is waited for must not leave this unheard.
      promise.catch(() => undefined);
      this.#waiting = { promise, done, failed };
      // Once all that can go on without a result has gone on.
      setImmediate(() => void this.#flush());
    }
    return this.#waiting.promise;
  }

  /** Has kept columns read with the next `settle`. */
  fetch(columns: readonly Numbers[]): void {
    for (const column of columns) {
      const mirror = this.#mirrors.of(column);
      if (mirror === undefined || mirror.newer !== 'device') continue;
      this.#readings.push({ from: mirror.buffer, offset: 0, into: mirror.bytes });
      mirror.newer = undefined;
    }
  }

  /** The device forgets a kept column. */
  release(column: Numbers): void {
    const buffer = this.#mirrors.release(column);
    // What was recorded may need it.
    if (buffer !== undefined) this.#retired.push(buffer);
  }

  /** Gives all values of a column the same value. */
  fill(column: Numbers, value: number): void {
    const mirror = this.#mirrors.of(column);
    if (mirror !== undefined && value === 0) {
      this.#recording().clearBuffer(mirror.buffer);
      mirror.newer = 'device';
      return;
    }
    column.fill(value);
    this.#mirrors.wrote(column);
  }

  /** Has some bytes of a kept column read with the next `settle`. */
  fetchBytes(column: Numbers, offset: number, into: Uint8Array): void {
    const mirror = this.#mirrors.of(column)!;
    this.#mirrors.refresh(column);
    this.#readings.push({ from: mirror.buffer, offset: column.byteOffset + offset, into });
  }

  /** Sends what was recorded, without waiting for it. */
  submit(): void {
    if (this.#encoder === undefined) return;
    this.device.queue.submit([this.#encoder.finish()]);
    this.#encoder = undefined;
    this.#recorded = 0;
    this.#uploads.reset();
    for (const buffer of this.#retired.splice(0)) buffer.destroy();
  }

  destroy(): void {
    this.#mirrors.destroy();
    this.#uploads.destroy();
    this.#scratch.destroy();
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting!;
    this.#waiting = undefined;
    try {
      this.#check();
      const { buffer, readings } = this.#stage();
      this.submit();
      this.#scratch.reset();
      this.#places.clear();
      await buffer.mapAsync(GPUMapMode.READ);
      const bytes = new Uint8Array(buffer.getMappedRange());
      for (const { at, into } of readings) {
        into.set(bytes.subarray(at, at + into.byteLength));
        this.#toHost += into.byteLength;
      }
      buffer.unmap();
      buffer.destroy();
      this.#check();
      waiting.done();
    } catch (error) {
      this.#fail(error instanceof DeviceFailure ? error : lostAt(error));
      waiting.failed(this.#failure);
    }
  }

  /** Records the copies of all that is to be read into one buffer. */
  #stage(): { buffer: GPUBuffer; readings: readonly { readonly at: number; readonly into: Uint8Array }[] } {
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
    const buffer = createBuffer(this.device, Math.max(4, total), MAP_READ | COPY_DST);
    const encoder = this.#recording();
    for (const { from, first, size, to } of copies) encoder.copyBufferToBuffer(from, first, buffer, to, size);
    return { buffer, readings: copies };
  }

  /** Where a column lies for one program, and which value of the piece is its first. */
  #place(column: Numbers | Temporary | undefined, written: boolean): { piece: Piece; first: number } {
    if (column === undefined)
      return { piece: written ? this.#scratch.take(4) : this.#uploads.take(4), first: 0 };
    if (column instanceof Temporary) {
      const piece = this.#places.get(column) ?? this.#scratch.take(column.bytes);
      this.#places.set(column, piece);
      return { piece: written ? piece : this.#readable(piece), first: 0 };
    }
    const mirror = this.#mirrors.of(column);
    if (mirror !== undefined) {
      if (written) mirror.newer = 'device';
      const { buffer } = mirror;
      const first = column.byteOffset / column.BYTES_PER_ELEMENT;
      return { piece: { buffer, offset: 0, size: buffer.size }, first };
    }
    const known = this.#places.get(column);
    if (known !== undefined) return { piece: written ? known : this.#readable(known), first: 0 };
    const source = this.#upload(column);
    if (!written) return { piece: source, first: 0 };
    const piece = this.#scratch.take(column.byteLength);
    this.#places.set(column, piece);
    this.#recording().copyBufferToBuffer(
      source.buffer,
      source.offset,
      piece.buffer,
      piece.offset,
      piece.size,
    );
    const into = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    if (into.byteLength > 0) this.#readings.push({ from: piece.buffer, offset: piece.offset, into });
    return { piece, first: 0 };
  }

  /** A copy beside what was uploaded: a program may not read from the buffer that others of its columns lie in. */
  #readable({ buffer, offset, size }: Piece): Piece {
    const piece = this.#uploads.take(size);
    this.#recording().copyBufferToBuffer(buffer, offset, piece.buffer, piece.offset, size);
    return piece;
  }

  #upload(values: Numbers): Piece {
    const piece = this.#uploads.take(values.byteLength);
    this.#write(
      piece.buffer,
      piece.offset,
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return piece;
  }

  /** Writes are of whole words: behind the last byte come zeros. */
  #write(buffer: GPUBuffer, offset: number, bytes: Uint8Array): void {
    const whole = bytes.byteLength & ~3;
    const { queue } = this.device;
    if (whole > 0) queue.writeBuffer(buffer, offset, bytes as Uint8Array<ArrayBuffer>, 0, whole);
    if (whole < bytes.byteLength) {
      const rest = new Uint8Array(4);
      rest.set(bytes.subarray(whole));
      queue.writeBuffer(buffer, offset + whole, rest);
    }
    this.#toDevice += bytes.byteLength;
  }

  #recording(): GPUCommandEncoder {
    this.#encoder ??= this.device.createCommandEncoder();
    return this.#encoder;
  }

  #pipelineOf(of: Program): Prepared {
    const known = this.#pipelines.get(of.name);
    if (known !== undefined) return known;
    const typeOf = (use: ColumnUse) => (isWritten(use) ? 'storage' : 'read-only-storage');
    const types = ['uniform' as const, ...Object.values<ColumnUse>(of.columns).map(typeOf)];
    const visibility = GPUShaderStage.COMPUTE;
    const layout = this.device.createBindGroupLayout({
      entries: types.map((type, binding) => ({ binding, visibility, buffer: { type } })),
    });
    const pipeline = this.device.createComputePipeline({
      label: of.name,
      layout: this.device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: {
        module: this.device.createShaderModule({ label: of.name, code: moduleOf(of) }),
        entryPoint: 'main',
      },
    });
    const prepared = { layout, pipeline };
    this.#pipelines.set(of.name, prepared);
    return prepared;
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** The first failure is the one to see. */
  #fail(failure: DeviceFailure): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    giveUp(this.device);
  }
}

const oneLine = (text: string): string => text.trim().split('\n', 1)[0]!;

/** What a call that waits for the device was rejected with. */
const lostAt = (error: unknown): DeviceFailure =>
  new DeviceFailure('lost', `the GPU was lost: ${oneLine(String(error))}`, error);

function failureOf(error: GPUError): DeviceFailure {
  const said = oneLine(error.message);
  return error instanceof GPUOutOfMemoryError
    ? new DeviceFailure('memory', `the GPU is out of memory: ${said}`, error)
    : new DeviceFailure('refused', `the GPU refused its work: ${said}`, error);
}

const gpus = new WeakMap<GPUDevice, Gpu>();

/** The one of TFJS's active backend. */
export function gpuOf(tf: typeof tfjs): Gpu {
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const known = gpus.get(device);
  if (known !== undefined) return known;
  const gpu = new Gpu(device);
  gpus.set(device, gpu);
  return gpu;
}
