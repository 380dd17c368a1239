/**
 * A WebGPU device at work: programs are recorded into one submission until somebody waits for a result, and all who
 * wait at that moment, whatever model they belong to, are served by it. So replications that run side by side
 * share submissions and readbacks.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { giveUp } from '../device/webgpu.js';
import type { DeviceFailure } from '../failure.js';
import type { Crossed } from '../residency.js';
import type { Numbers } from '../window.js';
import { writeBytes } from './buffers.js';
import { Errors } from './errors.js';
import { failureOf, lost, lostAt } from './failures.js';
import { Mirrors } from './mirrors.js';
import { Pipelines } from './pipelines.js';
import { type Piece, Pool } from './pool.js';
import { headerWords, isWritten, type Program, SINGLE, WIDTH } from './program.js';
import { Readback } from './readback.js';
import { isSoftware } from './software.js';

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
  readonly #pipelines: Pipelines;
  readonly #mirrors: Mirrors;
  readonly #readback: Readback;
  readonly #uploads: Pool;
  readonly #scratch: Pool;
  #encoder: GPUCommandEncoder | undefined;
  #recorded = 0;
  /** Where written and temporary columns lie until they are read. */
  readonly #places = new Map<Numbers | Temporary, Piece>();
  /** Of columns that were released, until what was recorded with them is under way. */
  readonly #retired: GPUBuffer[] = [];
  readonly #errors: Errors;
  #waiting: Waiting | undefined;
  #failure: DeviceFailure | undefined;
  #toHost = 0;
  #toDevice = 0;

  constructor(device: GPUDevice) {
    this.device = device;
    this.isSoftware = isSoftware(device.adapterInfo);
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    this.#pipelines = new Pipelines(device);
    this.#readback = new Readback(device);
    this.#uploads = new Pool(device, STORAGE | UNIFORM | COPY_DST | COPY_SRC);
    this.#scratch = new Pool(device, STORAGE | COPY_DST | COPY_SRC);
    this.#mirrors = new Mirrors(device, (mirror) => {
      // What was recorded before reads what the buffer held before.
      this.submit();
      this.#write(mirror.buffer, 0, mirror.bytes);
    });
    void device.lost.then((info) => this.#fail(lost(info)));
    this.#errors = new Errors(device);
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
    const { layout, pipeline } = this.#pipelines.of(of as unknown as Program);
    const bindings = [this.#upload(header), ...pieces].map(({ buffer, offset, size }, binding) => ({
      binding,
      resource: { buffer, offset, size },
    }));
    const group = this.device.createBindGroup({ layout, entries: bindings });
    const workgroups = of.lanes === 1 ? Math.ceil(items / SINGLE) : items;
    const pass = this.#recording().beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(Math.min(workgroups, WIDTH), Math.ceil(workgroups / WIDTH));
    pass.end();
    if (++this.#recorded >= MOST_RECORDED) this.submit();
  }

  /** Resolves once what was recorded so far is done and read; undefined where nothing is to be read. */
  settle(): Promise<void> | undefined {
    this.#check();
    if (this.#readback.isEmpty) return undefined;
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
      this.#readback.add({ from: mirror.buffer, offset: 0, into: mirror.bytes });
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
    this.#readback.add({ from: mirror.buffer, offset: column.byteOffset + offset, into });
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
      const arrive = this.#readback.stage(this.#recording());
      this.submit();
      this.#scratch.reset();
      this.#places.clear();
      const errors = this.#errors.take();
      const arriving = arrive();
      // What it fails with is told by the errors, where there are any.
      arriving.catch(() => undefined);
      const error = await errors;
      if (error !== undefined) throw failureOf(error);
      this.#toHost += await arriving;
      this.#check();
      waiting.done();
    } catch (error) {
      this.#fail(lostAt(error));
      waiting.failed(this.#failure);
    }
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
    if (into.byteLength > 0) this.#readback.add({ from: piece.buffer, offset: piece.offset, into });
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

  #write(buffer: GPUBuffer, offset: number, bytes: Uint8Array): void {
    writeBytes(this.device, buffer, offset, bytes);
    this.#toDevice += bytes.byteLength;
  }

  #recording(): GPUCommandEncoder {
    this.#encoder ??= this.device.createCommandEncoder();
    return this.#encoder;
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
