import { type Design, type Seed, spawnSeeds } from '../../../framework/index.js';
import type { Override } from '../../config/overrides.js';
import { InvalidInput, MOST_PROBLEMS, type Problem } from '../../config/problems.js';
import type { Base } from './base/index.js';
import { runKeys } from './keys.js';
import type { Member, ResolvedDesign } from './loaded.js';
import type { Places } from './places.js';

export interface ResolvedDesigns {
  readonly designs: readonly ResolvedDesign[];
  readonly members: readonly Member[];
}

/**
 * Every design on its base, with the keys of its runs.
 * @throws InvalidInput with the problems of all designs, each once
 */
export function resolveDesigns(
  base: Base,
  designs: readonly Design[],
  places: Places,
  {
    version,
    seed,
    replications,
  }: { readonly version: string; readonly seed: Override; readonly replications: number },
): ResolvedDesigns {
  const faults = new Faults(designs.length);
  const shared = new Map<string, unknown>();
  const resolved: ResolvedDesign[] = [];
  const members: Member[] = [];
  const seeds = spawnSeeds(seed.value as Seed, replications);
  for (const design of designs) {
    const one = faults.caught(design, () => base.resolve([seed, ...places.overrides(design.values)]));
    if (faults.isFull) break;
    if (one === undefined || faults.some) continue;
    const keys = runKeys({ model: base.model, version, parameters: sharing(one.parameters, shared) }, seeds);
    resolved.push({ design, scenario: sharing(one.scenario, shared) });
    for (const [replication, seed] of seeds.entries())
      members.push({ design: design.index, replication, seed, key: keys[replication]! });
  }
  faults.throw();
  return { designs: resolved, members };
}

/** Designs differ in little: equal parts are one object, so that 10,000 designs take the memory of their differences. */
function sharing(group: Readonly<Record<string, unknown>>, shared: Map<string, unknown>): object {
  const entries = Object.entries(group).flatMap(([key, value]): [string, unknown][] => {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) return [];
    if (!shared.has(text)) shared.set(text, JSON.parse(text));
    return [[key, shared.get(text)]];
  });
  return Object.fromEntries(entries);
}

/** Problems by place and path, with the designs that have them. */
class Faults {
  readonly #of: number;
  readonly #found = new Map<string, { problem: Problem; first: Design; count: number }>();

  constructor(of: number) {
    this.#of = of;
  }

  get some(): boolean {
    return this.#found.size > 0;
  }

  get isFull(): boolean {
    return this.#found.size >= MOST_PROBLEMS;
  }

  caught<T>(design: Design, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      for (const problem of error.problems) {
        // A range has one place and many values: one of them tells what is wrong.
        const key = `${problem.place} ${problem.path}`;
        const known = this.#found.get(key);
        if (known === undefined) this.#found.set(key, { problem, first: design, count: 1 });
        else if (known.problem.message === problem.message) known.count++;
      }
      return undefined;
    }
  }

  /** A problem that only some designs have names the first of them. */
  throw(): void {
    if (!this.some) return;
    throw new InvalidInput(
      [...this.#found.values()].map(({ problem, first, count }) =>
        count === this.#of
          ? problem
          : { ...problem, message: `${problem.message} (in the design ${first.label})` },
      ),
    );
  }
}
