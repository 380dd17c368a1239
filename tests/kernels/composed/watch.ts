/** Watches the operations that compositions make: what is exact in float32, and what a GPU can do. */
import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Attribute, Binding, Metadata, NativeBackend, TensorId } from '../../../kernels/composed/raw.js';
import { nativeBackend } from '../../../kernels/composed/raw.js';
import type { Device } from '../../../kernels/device/index.js';

export type Runner = (name: string, inputs: NamedTensorInfoMap, attrs?: object) => unknown;

const MOST = 16_777_216;
/** What TensorFlow's segment minimum says of a segment without entries; the next operation clips it. */
const NOTHING = 3.4028234663852886e38;

/** What may take an integer: indices, and what only gives a tensor another shape. */
const INDICES: Record<string, readonly string[]> = {
  GatherV2: ['indices'],
  GatherNd: ['indices'],
  ScatterNd: ['indices'],
  ExpandDims: ['input'],
  Reshape: ['x', 'tensor'],
  Identity: ['x'],
  // The indices of a top-k, to count on from.
  Cast: ['x'],
};

/** The same of TensorFlow's own operations: the types of attributes that may be int32. */
const NATIVE_INDICES: Record<string, readonly string[]> = {
  Cast: ['SrcT', 'DstT'],
  ExpandDims: ['T', 'Tdim'],
  Reshape: ['T', 'Tshape'],
};

/** Attributes that name the type of indices, axes and shapes, which TensorFlow wants as int32. */
const INDEX_TYPES =
  /^(Tindices|Tidx|Tshape|Tdim|Tperm|Index|Tnumsegments|Tmultiples|Tpaddings|Tlen|OutType|out_type)$/;

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

/** Watches what reaches TensorFlow, by way of TFJS or past it. */
function watchBinding(native: NativeBackend, seen: { broken: Set<string>; native: Set<string> }): () => void {
  const backend = native as unknown as { binding: Binding & { tensorDataSync(id: TensorId): Float32Array } };
  const { binding } = backend;
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = binding;
  const executeOp: Binding['executeOp'] = (name, attributes, inputs, outputs) => {
    const types = attributes.filter(({ type }: Attribute) => type === TF_ATTR_TYPE);
    seen.native.add([name, ...types.map(({ name: of, value }) => `${of}=${value}`).sort()].join(' '));
    for (const { name: of, value } of types) {
      if (value !== TF_INT32 || INDEX_TYPES.test(of) || NATIVE_INDICES[name]?.includes(of)) continue;
      seen.broken.add(`TensorFlow’s ${name} works on int32 (${of})`);
    }
    const made: Metadata[] = binding.executeOp(name, attributes, inputs, outputs);
    for (const { id, dtype } of made) {
      if (dtype === TF_FLOAT && !isExact(binding.tensorDataSync(id), name === 'UnsortedSegmentMin'))
        seen.broken.add(`TensorFlow’s ${name} gives a value above 2^24`);
    }
    return made;
  };
  backend.binding = Object.create(binding, { executeOp: { value: executeOp } });
  return () => {
    backend.binding = binding;
  };
}

/** Whether float32 holds every integer there is up to the largest of these. */
function isExact(values: Float32Array, mayHoldNothing = false): boolean {
  for (const value of values) {
    // Also false for NaN.
    if (!(value <= MOST && value >= -MOST) && !(mayHoldNothing && value === NOTHING)) return false;
  }
  return true;
}
