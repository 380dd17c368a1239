/** Isolation forests as the pages define them, in plain recursion and BigInt: slow, and easy to check. */
import type { ForestFit, Groups } from '../../../kernels/index.js';
import { philox4x32 } from '../../../kernels/index.js';

type Row = readonly number[];
type Node = { feature: number; threshold: number; left: Node; right: Node } | { size: number; depth: number };

/** c(n) in 1/256: the sum of the paper's equation 1 as an exact fraction, rounded at the end. */
export function c256Exact(n: number): number {
  if (n < 2) return 0;
  let above = 0n;
  let below = 1n;
  for (let i = 1n; i < BigInt(n); i++) {
    above = above * i + below;
    below *= i;
  }
  // 256 (2 a/b − 2 (n − 1)/n), doubled for rounding.
  const n_ = BigInt(n);
  const top = 512n * (above * n_ - below * (n_ - 1n));
  const bottom = below * n_;
  return Number((2n * top + bottom) / (2n * bottom));
}

export class NaiveForest {
  readonly #job: ForestFit;
  constructor(job: ForestFit) {
    this.#job = job;
  }

  #word(agent: number, block: number, word: number): number {
    const { key, stream, step } = this.#job;
    const out = new Uint32Array(4);
    philox4x32(block, step, agent, stream, key[0], key[1], out);
    return out[word]!;
  }

  #drawn(agent: number, tree: number, heap: number, attempt: number): number {
    const draw = (tree * 16 + attempt) * (1 << this.#job.forests.height) + heap;
    return this.#word(agent, Math.floor(draw / 4), draw % 4);
  }

  #sample(agent: number, tree: number, rows: readonly Row[]): readonly Row[] {
    const { subsample } = this.#job;
    if (rows.length <= subsample) return rows;
    const keyed = rows.map((row, r) => {
      const word = this.#word(agent, 2 ** 31 + tree * 2 ** 21 + Math.floor(r / 8), Math.floor(r / 2) % 4);
      const bits = r % 2 === 0 ? word % 65_536 : Math.floor(word / 65_536);
      return { key: BigInt(bits) * 2n ** 32n + BigInt(r), row };
    });
    return keyed
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, subsample)
      .map(({ row }) => row);
  }

  #grow(agent: number, tree: number, heap: number, depth: number, rows: readonly Row[]): Node {
    const { height, features } = this.#job.forests;
    const leaf = { size: rows.length, depth };
    if (rows.length < 2 || depth === height) return leaf;
    const varies = (f: number) => new Set(rows.map((row) => row[f])).size > 1;
    let feature = 0;
    let u = 0;
    let attempt = 0;
    do {
      const word = this.#drawn(agent, tree, heap, attempt);
      feature = Math.floor((Math.floor(word / 65_536) * features) / 65_536);
      u = word % 65_536;
    } while (!varies(feature) && ++attempt < 16);
    if (!varies(feature)) {
      const next = Array.from({ length: features }, (_, i) => (feature + i) % features).find(varies);
      if (next === undefined) return leaf;
      feature = next;
    }
    const column = rows.map((row) => row[feature]!);
    const minimum = Math.min(...column);
    const threshold = minimum + Math.floor((u * (Math.max(...column) - minimum)) / 65_536);
    const side = (right: boolean) => rows.filter((row) => row[feature]! > threshold === right);
    const left = this.#grow(agent, tree, 2 * heap, depth + 1, side(false));
    const right = this.#grow(agent, tree, 2 * heap + 1, depth + 1, side(true));
    return { feature, threshold, left, right };
  }

  rowsOf(groups: Groups, g: number): Row[] {
    const { features } = this.#job.forests;
    return Array.from({ length: groups.lengths[g]! }, (_, i) => {
      const at = (groups.starts[g]! + i) * features;
      return [...this.#job.records.subarray(at, at + features)];
    });
  }

  /** The trees of group g. */
  trees(g: number): Node[] {
    const { groups, forests } = this.#job;
    const agent = groups.slots[g]!;
    const rows = this.rowsOf(groups, g);
    return Array.from({ length: forests.trees }, (_, t) =>
      this.#grow(agent, t, 1, 0, this.#sample(agent, t, rows)),
    );
  }
}

export function pathOf(node: Node, row: Row): number {
  if ('size' in node) return 256 * node.depth + c256Exact(node.size);
  return pathOf(row[node.feature]! <= node.threshold ? node.left : node.right, row);
}
