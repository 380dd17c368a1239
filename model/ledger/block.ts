import { canonicalJson } from '../../framework/canonical.js';
import { sha256 } from './hash.js';

/**
 * One committed step. Blocks chain by `previous`, so the last block's `hash` commits to every entry, to where each
 * step ends, and to the ledger's origin.
 */
export interface Block {
  /** From 0, without a gap. */
  readonly height: number;
  readonly step: number;
  /** First and last row id of the step; a step without rows has `lastId` = `firstId` − 1. */
  readonly firstId: number;
  /** Also the number of leaves that `root` covers. */
  readonly lastId: number;
  /** Merkle root over all leaves of the ledger so far (not only this block's), hexadecimal. */
  readonly root: string;
  /** Hash of the block before; of block 0: `originHash` of the ledger. Hexadecimal. */
  readonly previous: string;
  /** `blockHash` of the fields above, hexadecimal. */
  readonly hash: string;
}

/** SHA-256(0x02 ‖ canonical JSON of the header): the prefix keeps blocks apart from leaves (0x00) and nodes (0x01). */
export function blockHash({ height, step, firstId, lastId, root, previous }: Omit<Block, 'hash'>): Buffer {
  return sha256(`\u0002${canonicalJson({ height, step, firstId, lastId, root, previous })}`);
}

/** What block 0 names as its predecessor: SHA-256(0x03 ‖ canonical JSON of `{origin}`). */
export function originHash(origin: string): Buffer {
  return sha256(`\u0003${canonicalJson({ origin })}`);
}
