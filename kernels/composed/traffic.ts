/** Synthetic traffic on tensors: many records of many nodes at a time (see `kernels/traffic.ts` for the definition). */
import type { SyntheticTraffic } from '../kernels.js';
import { nodesOf, wordsOf } from '../traffic.js';
import type { DrawOn } from './draws.js';
import { above, gather, read, type Tensor, type Tf, upload } from './ops.js';
import { normalsOf, TABLE_BYTES, tableOn } from './random.js';
import { roomFor } from './slices.js';

/** Bytes of a record: so many for each word that it draws, each feature, and each attack that it may belong to. */
const BYTES_A_WORD = 72;
const BYTES_A_FEATURE = 40;
const BYTES_A_KIND = 32;
/** A centre and a shift of this size, and a variate, sum to less than 2^24. */
const LARGEST = 1 << 22;

/** Records `row` … `row + rows − 1` of nodes `node` … `node + nodes − 1`. */
interface Part {
  readonly node: number;
  readonly nodes: number;
  readonly row: number;
  readonly rows: number;
}

interface Tables {
  /** [65536] */
  readonly normal: Tensor;
  /** [K + 1, F] what each attack adds, no attack first. */
  readonly shift: Tensor;
}

/**
 * Composition of `Kernels.traffic`.
 *
 * @throws RangeError where a centre or a shift is beyond ±2^22
 */
export function traffic(on: DrawOn, job: SyntheticTraffic): void {
  const { tf, memoryBudget } = on;
  const { features, rows, centres, shifts } = job;
  const nodes = nodesOf(job);
  for (const value of [centres, shifts]) {
    const far = value.find((x) => Math.abs(x) > LARGEST);
    if (far !== undefined)
      throw new RangeError(`Composed traffic has centres and shifts within ±2^22; got ${far}`);
  }
  if (nodes * rows === 0) return;
  const kinds = shifts.length / features;
  const tables = {
    normal: tableOn(tf),
    shift: upload(tf, [...new Float32Array(features), ...shifts], [kinds + 1, features]),
  };
  const bytes = BYTES_A_WORD * wordsOf(features) + BYTES_A_FEATURE * features + BYTES_A_KIND * kinds;
  const room = roomFor(memoryBudget - TABLE_BYTES - 4 * (shifts.length + features), bytes);
  const across = Math.min(rows, room);
  const down = Math.floor(room / across);
  for (let node = 0; node < nodes; node += down) {
    for (let row = 0; row < rows; row += across) {
      const part = {
        node,
        nodes: Math.min(down, nodes - node),
        row,
        rows: Math.min(across, rows - row),
      };
      store(job, part, makePart(on, job, tables, part));
    }
  }
  tf.dispose([tables.normal, tables.shift]);
}

/** [nodes · rows, 1 + F] the attack of each record, and its features. */
function makePart({ tf, words }: DrawOn, job: SyntheticTraffic, tables: Tables, part: Part): Float32Array {
  const { key, stream, step, features, centres, shifts, reach } = job;
  const { node, nodes, row, rows } = part;
  const kinds = shifts.length / features;
  const width = wordsOf(features);
  // A block has four words, so a part may begin within one.
  const first = Math.floor((row * width) / 4);
  const skip = row * width - 4 * first;
  const agents = Uint32Array.from({ length: nodes }, (_, i) => node + i);
  return read(tf, () => {
    const drawn = words({
      key,
      stream,
      step,
      agents,
      first: new Uint32Array(nodes).fill(first),
      count: Math.ceil((skip + rows * width) / 4),
    });
    const [high, low] = [drawn.high, drawn.low].map((half) =>
      tf.reshape(tf.slice(half, [0, skip], [-1, rows * width]), [nodes * rows, width]),
    ) as [Tensor, Tensor];
    const column = (half: Tensor) => tf.reshape(tf.slice(half, [0, 0], [-1, 1]), [nodes, rows, 1]);
    const others = (half: Tensor) => tf.slice(half, [0, 1], [-1, -1]);
    const own = reach.subarray(node * kinds, (node + nodes) * kinds);
    const attack =
      kinds === 0
        ? tf.zeros([nodes * rows, 1])
        : tf.reshape(attackOf(tf, column(high), column(low), own, kinds), [-1, 1]);
    const variates = normalsOf(tf, tables.normal, { high: others(high), low: others(low) });
    const around = tf.reshape(tf.slice(variates, [0, 0], [-1, features]), [nodes, rows, features]);
    const centre = upload(tf, centres.subarray(node * features, (node + nodes) * features), [
      nodes,
      1,
      features,
    ]);
    const shift = gather(tf, tables.shift, tf.reshape(attack, [-1]));
    const value = tf.add(tf.reshape(tf.add(around, centre), [-1, features]), shift);
    return tf.concat([attack, tf.clipByValue(value, 0, 65_535)], 1);
  });
}

/**
 * [nodes, rows, 1] the attack that each record belongs to, or 0. Reaches ascend, so those that a word is below are
 * the last ones.
 */
function attackOf(tf: Tf, high: Tensor, low: Tensor, reach: Float64Array, kinds: number): Tensor {
  return tf.tidy(() => {
    const shape = [high.shape[0]!, 1, kinds];
    const reachHigh = upload(
      tf,
      Float32Array.from(reach, (r) => Math.floor(r / 65_536)),
      shape,
    );
    const reachLow = upload(
      tf,
      Float32Array.from(reach, (r) => r % 65_536),
      shape,
    );
    const first = tf.clipByValue(tf.sub(reachHigh, high), -1, 1);
    const below = tf.sum(tf.clipByValue(tf.add(first, above(tf, reachLow, low)), 0, 1), 2, true);
    return tf.mul(tf.minimum(below, 1), tf.sub(kinds + 1, below));
  });
}

function store({ features, rows, records, attacks }: SyntheticTraffic, part: Part, made: Float32Array): void {
  let at = 0;
  for (let n = 0; n < part.nodes; n++) {
    const first = (part.node + n) * rows + part.row;
    for (let row = first; row < first + part.rows; row++) {
      attacks[row] = made[at++]!;
      for (let f = 0; f < features; f++) records[row * features + f] = made[at++]!;
    }
  }
}
