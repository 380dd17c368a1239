import { Vote } from '../../../kernels/index.js';

/**
 * Reputation is an integer: a node starts in the middle, what it proposed and how it voted moves it when a decision
 * falls, and time pulls it back. Losing is quicker than gaining, and the pull back is the forgetting factor of the
 * beta reputation system (Jøsang and Ismail 2002; for peers of intrusion detection Fung et al. 2011, IEEE TNSM 8(2)):
 * an old betrayal and old merit both fade.
 */
export const REPUTATION = {
  min: 0,
  max: 1000,
  start: 500,
  /** To each author of an accepted signature, and of a rejected one. */
  accepted: 10,
  rejected: -50,
  /** To each voter on the decision's side, and on the other. */
  sided: 4,
  opposed: -12,
  /** Each step takes a 1/64 of the distance to the start, at least one. */
  ageing: 64,
} as const;

/** Which side a decision took. */
interface Decision {
  readonly ruling: 'accepted' | 'rejected';
  readonly authors: readonly number[];
  /** [N] `Vote` codes of the proposal. */
  readonly votes: Uint8Array;
}

/** Learns from one decision. An author counts once, an abstention not at all. `reputations` [N] is changed in place. */
export function learnReputations(reputations: Int32Array, { ruling, authors, votes }: Decision): void {
  for (const author of new Set(authors)) shift(reputations, author, REPUTATION[ruling]);
  const right = ruling === 'accepted' ? Vote.confirm : Vote.reject;
  const wrong = ruling === 'accepted' ? Vote.reject : Vote.confirm;
  votes.forEach((vote, voter) => {
    if (vote === right) shift(reputations, voter, REPUTATION.sided);
    else if (vote === wrong) shift(reputations, voter, REPUTATION.opposed);
  });
}

/** One step of ageing towards the start. `reputations` [N] is changed in place. */
export function ageReputations(reputations: Int32Array): void {
  const { start, ageing } = REPUTATION;
  for (let node = 0; node < reputations.length; node += 1) {
    const distance = start - reputations[node]!;
    reputations[node]! += Math.sign(distance) * Math.ceil(Math.abs(distance) / ageing);
  }
}

function shift(reputations: Int32Array, node: number, by: number): void {
  reputations[node] = Math.min(REPUTATION.max, Math.max(REPUTATION.min, reputations[node]! + by));
}
