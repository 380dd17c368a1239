import { join } from 'node:path';
import { LIBRARY, type Storage } from '../../library/index.js';
import { type Case, nameOf } from '../models/cases.js';
import type { Outcomes } from '../models/outcomes.js';
import { type State, stateOf } from '../models/states.js';
import { Answering, python } from '../python.js';
import { root } from '../root.js';
import type { OutcomeRow } from './kept.js';

/** Outcomes of the model for Mesa, on the seeds 1 … count. */
export async function ofMesa(of: Case, count: number): Promise<OutcomeRow[]> {
  const mesa = new Answering(python(), [join(root, 'bench', 'peers', 'mesa_models.py')]);
  const rows: OutcomeRow[] = [];
  try {
    for (let seed = 1; seed <= count; seed++) {
      const { model, parameters, compared: steps } = of;
      const answer = await mesa.ask(JSON.stringify({ model, seed, parameters, steps }));
      const { outcomes } = JSON.parse(answer) as { outcomes: readonly Outcomes[] };
      for (const [k, step] of steps.entries()) rows.push(...rowsOf(of, 'mesa', seed, step, outcomes[k]!));
    }
  } finally {
    mesa.close();
  }
  return rows;
}

/** Outcomes of the model written by hand. */
export function ofTypedArrays(of: Case, count: number): OutcomeRow[] {
  const rows: OutcomeRow[] = [];
  for (let seed = 1; seed <= count; seed++)
    for (const step of of.compared)
      rows.push(...rowsOf(of, 'by hand', seed, step, checked(of.byHand(seed, step))));
  return rows;
}

/** Outcomes of the model of the library. */
export async function ofLibrary(of: Case, storage: Storage, count: number): Promise<OutcomeRow[]> {
  const entry = LIBRARY.find(({ name }) => name === nameOf(of))!;
  const rows: OutcomeRow[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const model = entry.create({ seed }, storage);
    for (let step = 1; step <= of.compared.at(-1)!; step++) {
      await model.advance();
      if (of.compared.includes(step)) rows.push(...rowsOf(of, storage, seed, step, checked(stateOf(model))));
    }
    await model.finish();
  }
  return rows;
}

function checked(state: State): Outcomes {
  state.check();
  return state.outcomes();
}

const rowsOf = (of: Case, side: string, seed: number, step: number, outcomes: Outcomes): OutcomeRow[] =>
  Object.entries(outcomes).map(([outcome, value]) => ({
    ...{ case: nameOf(of), side, seed, step, outcome, value },
  }));
