/**
 * One side of one case, in a process of its own: `node answer.js CASE SIDE`. Answers each line of a first seed and a
 * number of runs with the wall and the processor seconds of these runs, on that seed and the following, construction
 * included. The invariants of the last are checked after them.
 */
import { createInterface } from 'node:readline';
import { LIBRARY } from '../../library/index.js';
import { caseNamed } from './cases.js';
import { type State, stateOf } from './states.js';

/** So long, and so often, it runs before it says that it is ready: afterwards the code is compiled. */
const WARM_UP_MS = 2000;
const WARM_UP_RUNS = 5;

const [name = '', side = ''] = process.argv.slice(2);
const { byHand, steps } = caseNamed(name);
const entry = LIBRARY.find((each) => each.name === name);
if (entry === undefined) throw new Error(`bench: the library has no ${name}`);

async function run(seed: number): Promise<State> {
  if (side === 'by hand') return byHand(seed, steps);
  const model = entry!.create({ seed }, side === 'objects' ? 'objects' : 'columns');
  await model.run({ steps });
  return stateOf(model);
}

const ready = performance.now() + WARM_UP_MS;
for (let runs = 0; runs < WARM_UP_RUNS || performance.now() < ready; runs++) (await run(-1 - runs)).check();
for await (const line of createInterface({ input: process.stdin })) {
  const [seed, count] = line.split(' ').map(Number) as [number, number];
  const before = process.cpuUsage();
  const began = performance.now();
  let state = await run(seed);
  for (let more = 1; more < count; more++) state = await run(seed + more);
  const wall = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  state.check();
  console.log(`${wall} ${(user + system) / 1e6}`);
}
