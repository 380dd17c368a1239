/**
 * Philox4x32-10 (see `random/philox.ts`) on tensors, by the 64-bit integer operations of TensorFlow's library.
 *
 * TFJS has no 64-bit tensors, so what lies between the uploaded counter and the 16-bit halves is held by the library's
 * own ids and freed here. Products wrap modulo 2^64 and shifts carry the sign, which the masks after them remove.
 */
import { type Tensor, type Tf, upload } from './ops.js';
import { type Metadata, type NativeBackend, type TensorId, types } from './raw.js';
import type { Blocks, Words } from './words.js';

const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const WEYL = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;

/** 64-bit integers on the device. Every value it makes is freed with it. */
class Integers {
  readonly #tf: Tf;
  readonly #native: NativeBackend;
  readonly #held: TensorId[] = [];
  readonly #constants = new Map<number, TensorId>();

  constructor(tf: Tf, native: NativeBackend) {
    this.#tf = tf;
    this.#native = native;
  }

  /** Words from their halves, [n] or scalars. */
  words(high: ArrayLike<number>, low: ArrayLike<number>, shape: number[]): TensorId {
    const wide = this.shiftLeft16(this.#cast(high, shape));
    return this.#apply('BitwiseOr', wide, this.#cast(low, shape));
  }

  /** A u32 as a scalar. */
  constant(value: number): TensorId {
    const known = this.#constants.get(value);
    if (known !== undefined) return known;
    const id =
      value < 0x10000
        ? this.#cast([value], [])
        : this.words([Math.floor(value / 0x10000)], [value & 0xffff], []);
    this.#constants.set(value, id);
    return id;
  }

  shiftLeft16(x: TensorId): TensorId {
    return this.#apply('LeftShift', x, this.constant(16));
  }
  shiftRight(x: TensorId, bits: number): TensorId {
    return this.#apply('RightShift', x, this.constant(bits));
  }
  times(x: TensorId, y: TensorId): TensorId {
    return this.#apply('Mul', x, y);
  }
  and(x: TensorId, mask: number): TensorId {
    return this.#apply('BitwiseAnd', x, this.constant(mask));
  }
  xor(x: TensorId, y: TensorId): TensorId {
    return this.#apply('BitwiseXor', x, y);
  }

  /** As a float32 tensor; for values below 2^24. */
  float(x: TensorId): Tensor {
    const { TF_INT64, TF_FLOAT } = this.#native.binding;
    return this.#native.createOutputTensor(this.#run('Cast', { SrcT: TF_INT64, DstT: TF_FLOAT }, [x]));
  }

  /** Frees one value early. */
  free(...ids: readonly TensorId[]): void {
    for (const id of ids) {
      this.#held.splice(this.#held.lastIndexOf(id), 1);
      this.#native.binding.deleteTensor(id);
    }
  }

  freeAll(): void {
    for (const id of this.#held) this.#native.binding.deleteTensor(id);
    this.#held.length = 0;
  }

  #cast(values: ArrayLike<number>, shape: number[]): TensorId {
    const tensor = upload(this.#tf, values, shape);
    const { TF_INT64, TF_FLOAT } = this.#native.binding;
    const types = { SrcT: TF_FLOAT, DstT: TF_INT64 };
    const { id } = this.#run('Cast', types, this.#native.getInputTensorIds([tensor]));
    tensor.dispose();
    return this.#hold(id);
  }

  #apply(name: string, x: TensorId, y: TensorId): TensorId {
    return this.#hold(this.#run(name, { T: this.#native.binding.TF_INT64 }, [x, y]).id);
  }

  #run(name: string, of: Readonly<Record<string, number>>, inputs: readonly TensorId[]): Metadata {
    const { binding } = this.#native;
    return binding.executeOp(name, types(binding, of), inputs, 1)[0]!;
  }

  #hold(id: TensorId): TensorId {
    this.#held.push(id);
    return id;
  }
}

/** The words of blocks, made on the device. */
export function deviceWords(tf: Tf, native: NativeBackend, blocks: Blocks): Words {
  const integers = new Integers(tf, native);
  try {
    return tf.tidy(() => generate(tf, integers, blocks));
  } finally {
    integers.freeAll();
  }
}

function generate(tf: Tf, integers: Integers, { key, stream, step, agents, first, count }: Blocks): Words {
  const total = agents.length * count;
  const block = columns(total, (i) => first[Math.floor(i / count)]! + (i % count));
  const agent = columns(total, (i) => agents[Math.floor(i / count)]!);
  let x0 = integers.words(block.high, block.low, [total]);
  let x1 = integers.constant(step >>> 0);
  let x2 = integers.words(agent.high, agent.low, [total]);
  let x3 = integers.constant(stream >>> 0);
  let [k0, k1] = [key[0] >>> 0, key[1] >>> 0];
  for (let round = 0; round < ROUNDS; round++) {
    const p0 = integers.times(x0, integers.constant(MULTIPLIERS[0]));
    const p1 = integers.times(x2, integers.constant(MULTIPLIERS[1]));
    const next0 = mix(integers, p1, x1, k0);
    const next2 = mix(integers, p0, x3, k1);
    if (round > 0) integers.free(x0, x1, x2, x3);
    x0 = next0;
    x1 = integers.and(p1, 0xffffffff);
    x2 = next2;
    x3 = integers.and(p0, 0xffffffff);
    integers.free(p0, p1);
    k0 = (k0 + WEYL[0]) >>> 0;
    k1 = (k1 + WEYL[1]) >>> 0;
  }
  const halves = (half: (x: TensorId) => TensorId): Tensor => {
    const words = [x0, x1, x2, x3].map((x) => integers.float(half(x)));
    return tf.reshape(tf.stack(words, 1), [agents.length, 4 * count]);
  };
  return {
    high: halves((x) => integers.shiftRight(x, 16)),
    low: halves((x) => integers.and(x, 0xffff)),
  };
}

/** High word of a product, xor a word, xor a key. */
function mix(integers: Integers, product: TensorId, word: TensorId, key: number): TensorId {
  const shifted = integers.shiftRight(product, 32);
  const high = integers.and(shifted, 0xffffffff);
  const keyed = integers.xor(high, integers.constant(key));
  const mixed = integers.xor(keyed, word);
  integers.free(shifted, high, keyed);
  return mixed;
}

/** Halves of `total` u32 words. */
function columns(total: number, wordOf: (i: number) => number) {
  const high = new Float32Array(total);
  const low = new Float32Array(total);
  for (let i = 0; i < total; i++) {
    const word = wordOf(i) >>> 0;
    high[i] = word >>> 16;
    low[i] = word & 0xffff;
  }
  return { high, low };
}
