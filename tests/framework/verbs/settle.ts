import fc from 'fast-check';
import type { Verbs } from '../../../framework/index.js';
import type { Herd, Lists, Values } from './herds.js';

/** Births, deaths, births again, and whether all are looked at or a part that was chosen between. */
const herds = fc.record({
  weights: fc.array(fc.nat(9), { maxLength: 40 }),
  deaths: fc.array(fc.nat(39), { maxLength: 12 }),
  later: fc.array(fc.nat(9), { maxLength: 6 }),
  n: fc.nat(45),
  part: fc.boolean(),
});
type Drawn = typeof herds extends fc.Arbitrary<infer T> ? T : never;

/** A herd, a set of it, who of them live, and who lives at all. */
interface Settled<I, S> {
  readonly herd: Herd<I, S>;
  readonly set: S;
  readonly alive: readonly I[];
  readonly everyone: readonly I[];
}

/** The herd has had births and deaths; `alive` are those that live, in the order of the storage. */
function settle<I, S extends Verbs<I, S, Values, Lists>>(
  make: () => Herd<I, S>,
  { weights, deaths, later, part }: Drawn,
): Settled<I, S> {
  const herd = make();
  const first = weights.map((weight) => herd.born(weight));
  const chosen = herd.all.select((item) => herd.weightOf(item) % 3 !== 1);
  const inPart = new Set(chosen.toArray());
  const dead = new Set<I>();
  for (const i of deaths) {
    const item = first[i];
    if (item === undefined || dead.has(item)) continue;
    dead.add(item);
    inPart.delete(item);
    herd.die(item);
  }
  for (const weight of later) herd.born(weight);
  const everyone = Array.from(herd.all);
  return part
    ? { herd, set: chosen, alive: first.filter((item) => inPart.has(item)), everyone }
    : { herd, set: herd.all, alive: everyone, everyone };
}

/** Checks what holds of any herd; `n` is any number up to 45. */
export function agree<I, S extends Verbs<I, S, Values, Lists>>(
  make: () => Herd<I, S>,
  check: (settled: Settled<I, S>, n: number) => void,
): void {
  fc.assert(fc.property(herds, (drawn) => check(settle(make, drawn), drawn.n)));
}
