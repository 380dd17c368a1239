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
  /** The forest flags. */
  anomalous: 8,
  /** To the forest a suspect. */
  suspect: 16,
} as const;

export interface Judge {
  readonly groups: Groups;
  readonly features: number;
  /** 1 where the forest flags; this and the others have one entry a row. */
  readonly anomalous: Uint8Array;
  /** 1 where the record is suspect to the forest. */
  readonly suspect: Uint8Array;
  /** Whether suspects are wanted for signatures, too, and not only what the forest flags. */
  readonly proposesSuspects: boolean;
  /** Index of the blacklist entry that matches, or −1; none matches where absent. */
  readonly listed?: Int32Array;
  /** Index of the proposal of the node's own that matches, or −1; none does where absent. */
  readonly provisional?: Int32Array;
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
  const wanted = Verdict.anomalous | (job.proposesSuspects ? Verdict.suspect : 0);
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      let verdict =
        (anomalous[row] === 1 ? Verdict.anomalous : 0) | (suspect[row] === 1 ? Verdict.suspect : 0);
      if (listed !== undefined && listed[row]! >= 0) verdict |= Verdict.flagged | Verdict.listed;
      else {
        const isOwn = provisional !== undefined && provisional[row]! >= 0;
        if (isOwn || anomalous[row] === 1) verdict |= Verdict.flagged;
        if ((verdict & wanted) !== 0 && hasDirection(directions, row, features))
          verdict |= Verdict.proposable;
      }
      verdicts[row] = verdict;
      passed[row] = (verdict & Verdict.flagged) === 0 ? 1 : 0;
    }
  }
}

function hasDirection(directions: Int8Array, row: number, features: number): boolean {
  for (let i = row * features; i < (row + 1) * features; i++) if (directions[i] !== 0) return true;
  return false;
}
