import { expect, test } from 'vitest';
import { sensitivityOf } from '../../../app/sweep/sensitivity.js';
import { sweepFolder } from './file/support.js';

const { load } = sweepFolder();

const text = (method: string) => `
name: x
scenario: small.yaml
matrix: { sharing: [none, decentralised] }
sample:
  method: ${method}
  count: 64
  parameters:
    consensus.quorum: { min: 0, max: 1 }
    network.loss: { min: 0, max: 1 }
`;

test('every combination of the other sections has indices of its own', async () => {
  const { sweep } = await load(text('saltelli'));
  const figure = (index: number): number => {
    const { values } = sweep.designs[index]!.design;
    // Each arm looks at a parameter of its own.
    return values[values['sharing'] === 'none' ? 'consensus.quorum' : 'network.loss'] as number;
  };
  const found = sensitivityOf(sweep, 'y', figure);
  expect(found.map(({ where }) => where)).toEqual([{ sharing: 'none' }, { sharing: 'decentralised' }]);
  const totals = found.map(({ indices }) =>
    indices!.parameters.map(({ total }) => Math.round(10 * total.value) / 10),
  );
  expect(totals).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('a design without the figure costs its base point alone', async () => {
  const { sweep } = await load(text('saltelli'));
  const [first, second] = sensitivityOf(sweep, 'y', (index) => (index === 5 ? null : index % 7));
  expect([first!.indices!.points, second!.indices!.points]).toEqual([63, 64]);
});

test('another sample has none', async () => {
  const { sweep } = await load(text('sobol'));
  expect(sensitivityOf(sweep, 'y', () => 1)).toEqual([]);
});
