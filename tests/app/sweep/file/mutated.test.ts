import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StarlingError } from '../../../../framework/index.js';
import { sweepFolder } from './support.js';

const { load } = sweepFolder();

const TEXT = `name: x
scenario: small.yaml
set: { consensus.ttl: 9, faults.byzantine: [{ behaviour: random, nodes: 0 }] }
replications: 2
matrix:
  sharing: [none, decentralised]
  faults.byzantine[0].nodes: [0, 0.5]
  exclude: [{ sharing: none }]
  include: [{ sharing: decentralised, network.degree: 2 }]
zip: { agents: [8, 9], steps: [1, 2] }
list: [{ network.loss: 0.1 }, { network.loss: null }]
sample: { method: saltelli, count: 2, parameters: { detector.trees: { min: 2, max: 9, integer: true }, learning.veto: { values: [0, 1] } } }
thresholds: [recall >= 0.6, { check: p95(fpr) < 1, where: { sharing: decentralised } }]
keep: root
limits: { time: 60s, memory: 2GiB, attempts: 3, runs: 4000 }
`;
const PARTS = TEXT.split(/(?<=[\s,{}[\]:])|(?=[\s,{}[\]:])/);
const WORDS = [
  'null',
  '[]',
  '{}',
  '-1',
  '1e999',
  '.nan',
  "''",
  'x',
  'a.b',
  '[0]',
  '__proto__',
  '~',
  '"\\0"',
  '*a',
  '&a',
];

test('the sweep file is read as it is', async () => {
  const { sweep } = await load(TEXT);
  expect(sweep.members).toHaveLength(2 * 2 * 2 * 8 * 2);
});

test('a sweep file that was changed anywhere is read, or refused with a place', async () => {
  const change = fc.tuple(
    fc.nat(PARTS.length - 1),
    fc.constantFrom('drop', 'twice', 'swap', ...WORDS),
    fc.nat(PARTS.length - 1),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const parts = [...PARTS];
      for (const [at, what, other] of changes) {
        if (what === 'drop') parts[at] = '';
        else if (what === 'twice') parts[at] += parts[at]!;
        else parts[at] = what === 'swap' ? parts[other]! : what;
      }
      try {
        const { sweep } = await load(parts.join(''));
        expect(sweep.members).toHaveLength(sweep.designs.length * sweep.replications);
      } catch (error) {
        if (!(error instanceof StarlingError)) throw error;
        expect(error.code).toBe(2);
        expect(error.message).not.toContain('undefined');
      }
    }),
    { numRuns: 200 },
  );
});
