/** Counting votes on tensors: one product of votes and weights, the weights in bytes. */
import { type Tally, Vote } from '../kernels.js';
import { read, type Tf, upload } from './ops.js';

/** Sums of so many bytes stay below 2^24. */
const MOST_VOTERS = 1 << 16;
/** Bytes that a vote takes on the device: itself, and whether it confirms and rejects. */
const BYTES_A_VOTE = 20;

/** Composition of `Kernels.tally`. */
export function tally(tf: Tf, memoryBudget: number, job: Tally): void {
  const { votes, proposals, voters, weights, confirms, rejects } = job;
  const limbs = weights === undefined ? 1 : 4;
  const sums = new Float64Array(2 * proposals);
  const width = Math.max(1, Math.min(voters, MOST_VOTERS, Math.floor(memoryBudget / BYTES_A_VOTE)));
  const height = Math.max(1, Math.min(proposals, Math.floor(memoryBudget / BYTES_A_VOTE / width)));
  for (let voter = 0; voter < voters; voter += width) {
    const across = Math.min(width, voters - voter);
    const byte = bytesOf(weights, voter, across, limbs);
    for (let proposal = 0; proposal < proposals; proposal += height) {
      const down = Math.min(height, proposals - proposal);
      const part = new Float32Array(down * across);
      for (let p = 0; p < down; p++) {
        const at = (proposal + p) * voters + voter;
        part.set(votes.subarray(at, at + across), p * across);
      }
      // [2, down, limbs]
      const counts = read(tf, () => {
        const cast = upload(tf, part, [down, across]);
        const matrix = upload(tf, byte, [across, limbs]);
        const are = (vote: number) => tf.matMul(tf.cast(tf.equal(cast, vote), 'float32'), matrix);
        return tf.stack([are(Vote.confirm), are(Vote.reject)]);
      });
      for (let side = 0; side < 2; side++) {
        for (let p = 0; p < down; p++) {
          let sum = 0;
          for (let limb = limbs - 1; limb >= 0; limb--)
            sum = sum * 256 + counts[(side * down + p) * limbs + limb]!;
          sums[side * proposals + proposal + p]! += sum;
        }
      }
    }
  }
  for (let p = 0; p < proposals; p++) {
    if (Math.max(sums[p]!, sums[proposals + p]!) > 0xffffffff) {
      throw new RangeError(`The weights of the votes on proposal ${p} sum to more than 2^32 − 1`);
    }
    confirms[p] = sums[p]!;
    rejects[p] = sums[proposals + p]!;
  }
}

/** [voters, limbs] the weights' bytes, lowest first: an 8-bit factor is exact in every matrix product. */
function bytesOf(weights: Uint32Array | undefined, from: number, count: number, limbs: number): Float32Array {
  const out = new Float32Array(count * limbs).fill(1);
  if (weights === undefined) return out;
  for (let v = 0; v < count; v++) {
    for (let limb = 0; limb < limbs; limb++)
      out[v * limbs + limb] = (weights[from + v]! >>> (8 * limb)) & 0xff;
  }
  return out;
}
