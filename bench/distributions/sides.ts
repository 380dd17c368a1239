import { join } from 'node:path';
import { LIBRARY, type Storage } from '../../library/index.js';
import { type Case, nameOf } from '../models/cases.js';
import type { Outcomes } from '../models/outcomes.js';
import { type State, stateOf } from '../models/states.js';
import { Answering, python } from '../python.js';
import { root } from '../root.js';
import type { Sample } from './kept.js';

/** Outcomes of the model for Mesa. */
export async function ofMesa(of: Case, seeds: number): Promise<Sample[]> {
  const mesa = new Answering(python(), [join(root, 'bench', 'peers', 'mesa_models.py')]);
  try {
    return await gathered(of, 'mesa', seeds, async (seed) => {
      const { model, parameters, compared: steps } = of;
      const answer = await mesa.ask(JSON.stringify({ model, seed, parameters, steps }));
      return (JSON.parse(answer) as { outcomes: readonly Outcomes[] }).outcomes;
    });
  } finally {
    mesa.close();
  }
}

/** Outcomes of the model written by hand. */
export function ofTypedArrays(of: Case, seeds: number): Promise<Sample[]> {
  return gathered(of, 'by hand', seeds, async (seed) =>
    of.compared.map((step) => checked(of.byHand(seed, step))),
  );
}

/** Outcomes of the model of the library. */
export function ofLibrary(of: Case, storage: Storage, seeds: number): Promise<Sample[]> {
  const entry = LIBRARY.find(({ name }) => name === nameOf(of))!;
  return gathered(of, storage, seeds, async (seed) => {
    const model = entry.create({ seed }, storage);
    const outcomes: Outcomes[] = [];
    for (const step of of.compared) {
      while (model.step < step) await model.advance();
      outcomes.push(checked(stateOf(model)));
    }
    await model.finish();
    return outcomes;
  });
}

function checked(state: State): Outcomes {
  state.check();
  return state.outcomes();
}

/** A sample for each outcome and step. @param run answers the outcomes after each of the steps that are compared */
async function gathered(
  of: Case,
  side: string,
  seeds: number,
  run: (seed: number) => Promise<readonly Outcomes[]>,
): Promise<Sample[]> {
  const samples = new Map<string, Sample & { values: number[] }>();
  for (let seed = 1; seed <= seeds; seed++) {
    const outcomes = await run(seed);
    for (const [k, step] of of.compared.entries())
      for (const [outcome, value] of Object.entries(outcomes[k]!)) {
        const sample = samples.get(`${step} ${outcome}`);
        if (sample !== undefined) sample.values.push(value);
        else samples.set(`${step} ${outcome}`, { case: nameOf(of), side, step, outcome, values: [value] });
      }
  }
  return [...samples.values()];
}
