/** TensorFlow's own operations, beyond those of TFJS, where the backend is its C++ library (CPU or CUDA). */
import type { Tensor, Tf } from './ops.js';

export type TensorId = number;

export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number;
}

export interface Metadata {
  readonly id: TensorId;
  readonly shape: number[];
  readonly dtype: number;
}

export interface Binding {
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorId[],
    outputs: number,
  ): Metadata[];
  deleteTensor(id: TensorId): void;
}

export interface NativeBackend {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  getInputTensorIds(tensors: readonly Tensor[]): TensorId[];
  /** Makes what an operation left on the device a tensor, which the tidy around it frees. */
  createOutputTensor(metadata: Metadata): Tensor;
}

/** The native backend, where it is the active one. */
export function nativeBackend(tf: Tf): NativeBackend | undefined {
  const backend = tf.backend() as Partial<NativeBackend>;
  return backend.binding !== undefined && typeof backend.createOutputTensor === 'function'
    ? (backend as NativeBackend)
    : undefined;
}

/** Type attributes of an operation, for example `{ T: binding.TF_FLOAT }`. */
export function types(binding: Binding, of: Readonly<Record<string, number>>): Attribute[] {
  return Object.entries(of).map(([name, value]) => ({ name, type: binding.TF_ATTR_TYPE, value }));
}

/** Runs an operation of one output on tensors. */
export function run(
  native: NativeBackend,
  name: string,
  typeOf: Readonly<Record<string, number>>,
  inputs: readonly Tensor[],
): Tensor {
  const { binding } = native;
  const [output] = binding.executeOp(name, types(binding, typeOf), native.getInputTensorIds(inputs), 1);
  return native.createOutputTensor(output!);
}
