import { describe, expect, it } from 'vitest';
import { Vote } from '../../../kernels/index.js';
import type { Cycle } from '../../../model/cycle.js';
import { signature } from '../../../model/stages/sign.js';
import { validate } from '../../../model/stages/validate.js';
import { makeCycle, propose } from '../support/cycle.js';
import type { Given } from '../support/run.js';

const X = [127, 0, 0, 0];
const NEAR_X = [118, 47, 0, 0];

const NODES = 6;
const make = (given: Given = {}) => makeCycle({ ...given, agents: NODES });

function remember(cycle: Cycle, node: number, direction: readonly number[]): void {
  cycle.nodes.columns.suspectCount[node] = 1;
  cycle.nodes.columns.suspectDirection.set(direction, node * 4 * 4);
}

/** A window in which the first so many of eight rows, a period each, hold the direction. */
function fill(cycle: Cycle, node: number, direction: readonly number[], rows: number): void {
  const { windowCount, windowPeriod, windowDirection } = cycle.nodes.columns;
  windowCount[node] = 8;
  for (let i = 0; i < 8; i++) {
    windowPeriod[node * 8 + i] = i;
    windowDirection.set(i < rows ? direction : [0, 0, 0, 127], (node * 8 + i) * 4);
  }
}

describe('a vote', () => {
  it('rejects what is normal, confirms what is known or proposed, else abstains; the author and who has no forest cast none', async () => {
    const cycle = await make();
    const proposal = propose(cycle, 0, X);
    proposal.authors.add(4);
    remember(cycle, 1, NEAR_X);
    remember(cycle, 2, NEAR_X);
    fill(cycle, 2, X, 8);
    cycle.nodes.columns.fitted[5] = 0;
    await validate(cycle, 0);
    expect([...proposal.ballotPaper()]).toEqual([
      Vote.unreached,
      Vote.confirm,
      Vote.reject,
      Vote.abstain,
      Vote.confirm,
      Vote.unreached,
    ]);
    expect(cycle.counters.step.votes).toBe(4);
  });

  it('does not take a burst in the window for normal traffic', async () => {
    const cycle = await make({ consensus: { persistence: 0.4 } });
    const proposal = propose(cycle, 0, X);
    fill(cycle, 1, X, 3);
    fill(cycle, 2, X, 4);
    await validate(cycle, 0);
    expect([...proposal.ballotPaper()].slice(1, 3)).toEqual([Vote.abstain, Vote.reject]);
  });

  it('confirms by an accepted threat that is similar, not by the signature itself', async () => {
    const cycle = await make({ signatures: { merge: 0.98 } });
    const { blacklist } = cycle;
    blacklist.enter(Uint32Array.of(1, 2), blacklist.add(signature(3, 0, Int8Array.from(NEAR_X), 2, 1), 0));
    const proposal = propose(cycle, 0, X);
    blacklist.enter(Uint32Array.of(4), blacklist.add(proposal.signature, 0));
    // Node 0 holds neither, so nothing is merged.
    await validate(cycle, 0);
    expect([...proposal.ballotPaper()].slice(1)).toEqual([
      Vote.confirm,
      Vote.confirm,
      Vote.abstain,
      Vote.abstain,
      Vote.abstain,
    ]);
  });

  it('stays a confirm until its voter rejects, and is not counted again', async () => {
    const cycle = await make();
    const proposal = propose(cycle, 0, X);
    remember(cycle, 1, X);
    await validate(cycle, 0);
    cycle.nodes.columns.suspectCount[1] = 0;
    cycle.counters.nextStep();
    await validate(cycle, 1);
    expect(proposal.ballotPaper()[1]).toBe(Vote.confirm);
    expect(cycle.counters.step.votes).toBe(0);
    fill(cycle, 1, X, 8);
    await validate(cycle, 2);
    expect(proposal.ballotPaper()[1]).toBe(Vote.reject);
    expect(cycle.counters.step.votes).toBe(1);
  });

  it('is not cast where the broadcast was lost, and comes later where only the vote was', async () => {
    const deaf = await make({ network: { loss: 1 } });
    await validate(deaf, 0);
    const unheard = propose(deaf, 0, X);
    await validate(deaf, 1);
    expect(unheard.ballotPaper().every((vote) => vote === Vote.unreached)).toBe(true);
    const lossy = await make({ faults: { voteLoss: 0.5 } });
    const heard = propose(lossy, 0, X);
    const cast: number[] = [];
    for (let step = 0; step < 12; step++) {
      await validate(lossy, step);
      cast.push(heard.ballotPaper().filter((vote) => vote !== Vote.unreached).length);
    }
    expect(cast[0]).toBeLessThan(NODES - 1);
    expect(cast.at(-1)).toBe(NODES - 1);
  });
});
