import type { HostKernels, Job, KernelName } from '../kernels.js';
import type { Awaitable, Residency } from '../residency.js';
import type { Numbers } from '../window.js';
import type { Gpu } from './gpu.js';

/** Columns that lie on a GPU. */
export function residencyOf(gpu: Gpu): Residency {
  const { mirrors } = gpu;
  return {
    keep: (...columns) => {
      for (const column of columns) mirrors.keep(column);
    },
    release: (...columns) => {
      for (const column of columns) gpu.release(column);
    },
    wrote: (...columns) => {
      for (const column of columns) mirrors.wrote(column);
    },
    fill: (value, ...columns) => {
      for (const column of columns) gpu.fill(column, value);
    },
    read: (...columns) => {
      gpu.fetch(columns);
      return gpu.settle();
    },
    readRows: <T extends Numbers>(column: T, width: number, rows: ArrayLike<number>): Awaitable<T> => {
      const type = column.constructor as new (length: number) => T;
      const copy = new type(rows.length * width);
      const bytes = width * column.BYTES_PER_ELEMENT;
      const kept = mirrors.of(column) !== undefined;
      for (let i = 0; i < rows.length; i++) {
        const from = rows[i]! * width;
        if (kept)
          gpu.fetchBytes(
            column,
            from * column.BYTES_PER_ELEMENT,
            new Uint8Array(copy.buffer, i * bytes, bytes),
          );
        else copy.set(column.subarray(from, from + width), i * width);
      }
      const settled = gpu.settle();
      return settled === undefined ? copy : settled.then(() => copy);
    },
    crossed: () => gpu.crossed(),
    held: () => mirrors.bytes,
  };
}

/** A host kernel on what it needs of kept columns, which go back to the device when it is done. */
export function onHostCopies<Name extends KernelName>(gpu: Gpu, kernel: HostKernels[Name]) {
  return async (job: Job<Name>): Promise<void> => {
    const columns = columnsIn(job).filter((column) => gpu.mirrors.of(column) !== undefined);
    gpu.fetch(columns);
    await gpu.settle();
    (kernel as (job: Job<Name>) => void)(job);
    for (const column of columns) gpu.mirrors.wrote(column);
  };
}

/** Every typed array of a job. */
function columnsIn(value: unknown): Numbers[] {
  if (ArrayBuffer.isView(value)) return [value as Numbers];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(columnsIn) : [];
}
