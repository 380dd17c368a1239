/** Judging records: what the forest, the blacklist and a node's own proposals say of each, in one byte. */
import type { Groups } from './groups.js';

/** Bits of a verdict. */
export const Verdict = {
  /** By the forest, the blacklist, or a pending proposal of the node's own. */
  flagged: 1,
  /** An entry of the blacklist matches. */
  listed: 2,
  /** May become part of a signature: wanted, not listed, and with a direction. */
  proposable: 4,
} as const;

export interface Judge {
  readonly groups: Groups;
  readonly features: number;
  /** 1 where the forest flags; this and the others have one entry a row. */
  readonly anomalous: Uint8Array;
  /** 1 where a record may be proposed though the forest does not flag it; none where absent. */
  readonly suspect?: Uint8Array;
  /** Index of the blacklist entry that matches, or −1. */
  readonly listed: Int32Array;
  /** 1 where a proposal of the node's own matches. */
  readonly provisional: Uint8Array;
  /** Rows of F int8 directions. */
  readonly directions: Int8Array;
  /** `Verdict` bits, one entry a row. Rows of no group stay as they are; so in `passed`. */
  readonly verdicts: Uint8Array;
  /** 1 where the record is not flagged. */
  readonly passed: Uint8Array;
}

/** Reference of `Kernels.judge`. */
export function judge(job: Judge): void {
  const { groups, features, anomalous, suspect, listed, provisional, directions, verdicts, passed } = job;
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      const isListed = listed[row]! >= 0;
      const isFlagged = isListed || anomalous[row] === 1 || provisional[row] === 1;
      const isWanted = !isListed && (anomalous[row] === 1 || suspect?.[row] === 1);
      verdicts[row] =
        (isFlagged ? Verdict.flagged : 0) |
        (isListed ? Verdict.listed : 0) |
        (isWanted && hasDirection(directions, row, features) ? Verdict.proposable : 0);
      passed[row] = isFlagged ? 0 : 1;
    }
  }
}

function hasDirection(directions: Int8Array, row: number, features: number): boolean {
  for (let i = row * features; i < (row + 1) * features; i++) if (directions[i] !== 0) return true;
  return false;
}
