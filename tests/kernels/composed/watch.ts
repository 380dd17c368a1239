/** Watches the operations that compositions make: what is exact in float32, and what a GPU can do. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Attribute, Binding, Metadata, NativeBackend, TensorId } from '../../../kernels/composed/raw.js';
import { nativeBackend, types } from '../../../kernels/composed/raw.js';
import type { Device } from '../../../kernels/device/index.js';

export type Runner = (name: string, inputs: NamedTensorInfoMap, attrs?: object) => unknown;

const MOST = 16_777_216;
/** What TensorFlow's segment minimum says of a segment without entries; the next operation clips it. */
const NOTHING = 3.4028234663852886e38;

/**
 * TensorFlow's operations that compositions may use: `gpu-operations.py` finds a kernel for a GPU for each of them in the
 * library that set-up stages. One that is added here must be looked up there: without a kernel it is an error on CUDA.
 */
export const gpuOperations: readonly string[] = JSON.parse(
  readFileSync(fileURLToPath(new URL('gpu-operations.json', import.meta.url)), 'utf8'),
);

/** What may take an integer: indices, and what makes them numbers again. */
const INDICES: Record<string, readonly string[]> = {
  GatherV2: ['indices'],
  GatherNd: ['indices'],
  ScatterNd: ['indices'],
  // The indices of a top-k, to count on from.
  Cast: ['x'],
};

/** The same of TensorFlow's own operations: the types of attributes that may be int32. */
const NATIVE_INDICES: Record<string, readonly string[]> = { Cast: ['SrcT', 'DstT'] };

/** Attributes that name the type of indices, axes and shapes, which TensorFlow wants as int32. */
const INDEX_TYPES =
  /^(Tindices|Tidx|Tshape|Tdim|Tperm|Index|index_type|Tnumsegments|Tmultiples|Tpaddings|Tlen|OutType|out_type)$/;

export interface Observed {
  /** What breaks the rules of exact float32. */
  readonly broken: ReadonlySet<string>;
  /** TFJS's operations, by name. */
  readonly watched: ReadonlySet<string>;
  /** TensorFlow's operations with their types, such as `Cast DstT=3 SrcT=1`; none on other backends. */
  readonly native: ReadonlySet<string>;
}

/** Replaces the way in which TFJS runs an operation; the answer puts it back. */
export function replaceRunner(device: Device, instead: (original: Runner) => Runner): () => void {
  const engine = device.tf.engine() as unknown as { runKernel?: Runner };
  engine.runKernel = instead(engine.runKernel!.bind(engine));
  // The method of the class shows again.
  return () => delete engine.runKernel;
}

/** Watches every operation until `stop` is called. */
export function observe(device: Device): Observed & { readonly stop: () => void } {
  const engine = device.tf.engine();
  const native = nativeBackend(device.tf);
  const seen = { broken: new Set<string>(), watched: new Set<string>(), native: new Set<string>() };
  const check =
    (original: Runner): Runner =>
    (name, inputs, attrs) => {
      seen.watched.add(name);
      const output = original(name, inputs, attrs);
      for (const [role, tensor] of Object.entries(inputs)) {
        const { dtype } = tensor as TensorInfo;
        if (dtype === 'int32' && !INDICES[name]?.includes(role))
          seen.broken.add(`${name} takes int32 as ${role}`);
      }
      // TensorFlow's operations are looked at one by one below.
      if (native !== undefined) return output;
      for (const tensor of [output].flat() as TensorInfo[]) {
        if (tensor.dtype === 'float32' && !isExact(engine.readSync(tensor.dataId) as Float32Array))
          seen.broken.add(`${name} gives a value above 2^24`);
      }
      return output;
    };
  const restoreRunner = replaceRunner(device, check);
  const restoreBinding = native === undefined ? () => undefined : watchBinding(native, seen);
  return {
    ...seen,
    stop() {
      restoreRunner();
      restoreBinding();
    },
  };
}

/** What reaches TensorFlow, by way of TFJS or past it. */
interface NativeBinding extends Binding {
  readonly TF_BOOL: number;
  createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): TensorId;
  tensorDataSync(id: TensorId): Float32Array;
}

function watchBinding(native: NativeBackend, seen: { broken: Set<string>; native: Set<string> }): () => void {
  const backend = native as { binding: Binding };
  const binding = backend.binding as NativeBinding;
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = binding;
  const executeOp: Binding['executeOp'] = (name, attributes, inputs, outputs) => {
    const types = attributes.filter(({ type }: Attribute) => type === TF_ATTR_TYPE);
    seen.native.add([name, ...types.map(({ name: of, value }) => `${of}=${value}`).sort()].join(' '));
    for (const { name: of, value } of types) {
      if (value !== TF_INT32 || INDEX_TYPES.test(of) || NATIVE_INDICES[name]?.includes(of)) continue;
      seen.broken.add(`TensorFlow’s ${name} works on int32 (${of})`);
    }
    const made = binding.executeOp(name, attributes, inputs, outputs);
    for (const output of made) {
      if (output.dtype === TF_FLOAT && !isExactOnDevice(binding, output, name === 'UnsortedSegmentMin'))
        seen.broken.add(`TensorFlow’s ${name} gives a value above 2^24`);
    }
    return made;
  };
  backend.binding = Object.create(binding, { executeOp: { value: executeOp } });
  return () => {
    backend.binding = binding;
  };
}

/** From so many values on the library looks at them faster than a loop. */
const MANY = 1 << 14;

function isExactOnDevice(binding: NativeBinding, { id, shape }: Metadata, mayHoldNothing: boolean): boolean {
  if (mayHoldNothing || shape.reduce((size, length) => size * length, 1) < MANY)
    return isExact(binding.tensorDataSync(id), mayHoldNothing);
  const run = (name: string, of: Record<string, number>, ...inputs: TensorId[]) =>
    binding.executeOp(name, types(binding, of), inputs, 1)[0]!.id;
  const { TF_FLOAT, TF_INT32 } = binding;
  const most = binding.createTensor([], TF_FLOAT, Float32Array.of(MOST));
  const axes = binding.createTensor([shape.length], TF_INT32, Int32Array.from(shape.keys()));
  const size = run('Abs', { T: TF_FLOAT }, id);
  // False for NaN as well.
  const within = run('LessEqual', { T: TF_FLOAT }, size, most);
  const all = run('All', { Tidx: TF_INT32 }, within, axes);
  const [answer] = binding.tensorDataSync(all);
  for (const tensor of [most, axes, size, within, all]) binding.deleteTensor(tensor);
  return answer === 1;
}

/** Whether float32 holds every integer there is up to the largest of these. */
function isExact(values: Float32Array, mayHoldNothing = false): boolean {
  for (const value of values) {
    // Also false for NaN.
    if (!(value <= MOST && value >= -MOST) && !(mayHoldNothing && value === NOTHING)) return false;
  }
  return true;
}
