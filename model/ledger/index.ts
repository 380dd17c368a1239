export { type Block, blockHash, originHash } from './block.js';
export type { Synchronous } from './connection.js';
export { copyLedger } from './copy.js';
export {
  ENTRY_KINDS,
  type Entry,
  type EntryKind,
  type LedgerRow,
} from './entry.js';
export { type Checkpoint, describeFindings, type Finding } from './finding.js';
export { leafHash, nodeHash } from './hash.js';
export { contentHash, rowId } from './identity.js';
export type { Ledger, LedgerPosition, LedgerRows } from './ledger.js';
export { MemoryLedger } from './memory.js';
export type { RowFilter } from './queries.js';
export { type CastVote, type CastVotes, LedgerReader } from './reader.js';
export { CompactRange } from './tree.js';
export type { Verification } from './verify.js';
export { packVotes, unpackVotes, VOTE_NAMES, type VotesPayload, votesPayload } from './votes.js';
export { type CreateOptions, LedgerWriter } from './writer.js';
