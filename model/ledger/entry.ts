import { canonicalJson, type JsonObject } from '../../framework/canonical.js';
import { StarlingError } from '../../framework/errors.js';

/** What an entry may be. */
export const ENTRY_KINDS = [
  'genesis',
  'signature',
  'votes',
  'decision',
  'veto',
  'revocation',
  'supersede',
  'expiry',
  'sync',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One statement of the ledger in its final form; what is hashed is the canonical JSON of exactly these five fields. */
export interface Entry {
  readonly kind: EntryKind;
  /** Simulated step in which the entry is appended, from 0. */
  readonly step: number;
  /** Author, a node's index, or null for the network as a whole. */
  readonly node: number | null;
  /** Id of the signature it is about, lower-case hexadecimal, or null. */
  readonly signature: string | null;
  readonly payload: JsonObject;
}

/** An entry as stored: ids run from 1 without a gap, `leaf` is its RFC 6962 leaf hash in hexadecimal. */
export interface LedgerRow extends Entry {
  readonly id: number;
  readonly leaf: string;
}

const kinds: ReadonlySet<string> = new Set(ENTRY_KINDS);
const HEX = /^[0-9a-f]{1,128}$/;
const isIndex = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** What is wrong with the fields beside the payload, or undefined. */
export function entryProblem(
  entry: { [K in 'kind' | 'step' | 'node' | 'signature']: unknown },
): string | undefined {
  if (!kinds.has(entry.kind as string))
    return `kind is ${show(entry.kind)}, expected ${ENTRY_KINDS.join(', ')}`;
  if (!isIndex(entry.step)) return `step is ${show(entry.step)}, expected a whole number from 0`;
  if (entry.node !== null && !isIndex(entry.node)) {
    return `node is ${show(entry.node)}, expected a whole number from 0 or null`;
  }
  if (entry.signature !== null && !(typeof entry.signature === 'string' && HEX.test(entry.signature))) {
    return `signature is ${show(entry.signature)}, expected 1 to 128 lower-case hexadecimal digits or null`;
  }
  return undefined;
}

/** The payload's canonical JSON, after a check of the whole entry. */
export function payloadText(entry: Entry): string {
  const problem = entryProblem(entry);
  if (problem !== undefined) throw new StarlingError(`A ledger entry is invalid: ${problem}.`);
  const text = canonicalJson(entry.payload);
  if (!text.startsWith('{')) {
    throw new StarlingError(
      `A ledger entry is invalid: payload is ${show(entry.payload)}, expected an object.`,
    );
  }
  return text;
}

/**
 * The bytes that are hashed: canonical JSON of the entry, put together from the payload's own canonical text so that
 * it is written once. Needs fields in which `entryProblem` found nothing.
 */
export function entryText(entry: Omit<Entry, 'payload'>, payload: string): string {
  const signature = entry.signature === null ? 'null' : `"${entry.signature}"`;
  return `{"kind":"${entry.kind}","node":${entry.node},"payload":${payload},"signature":${signature},"step":${entry.step}}`;
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
}
