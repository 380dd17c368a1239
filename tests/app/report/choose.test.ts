import { describe, expect, test } from 'vitest';
import { axesOf, planesOf } from '../../../app/report/choose/axes.js';
import { comparisonsOf } from '../../../app/report/choose/baseline.js';
import { factorsOf, groupingsOf, labelOf, measuresOf, rowsTitle } from '../../../app/report/choose/index.js';
import { parameterNotes } from '../../../app/report/choose/notes.js';
import { Figures } from '../../../app/report/read/index.js';
import { type DesignPlan, designsOf } from '../../../framework/index.js';

const chosen = (plan: DesignPlan) => {
  const designs = designsOf(plan, 1);
  return { designs, factors: factorsOf(designs, Object.keys(plan.sample?.parameters ?? {})) };
};

describe('what varies', () => {
  test('is told by the end of its path, where that says enough', () => {
    const { factors, designs } = chosen({
      matrix: { factors: { 'faults.byzantine[0].nodes': [0.4, 0, 0.2], 'consensus.rule': ['a', 'b'] } },
    });
    expect(factors.map(({ name, isNumeric }) => [name, isNumeric])).toEqual([
      ['byzantine nodes', true],
      ['rule', false],
    ]);
    // Numbers upwards, words as they come.
    expect(factors[0]!.levels.map(({ label }) => label)).toEqual(['0', '0.2', '0.4']);
    expect(rowsTitle(factors)).toBe('byzantine nodes · rule');
    expect(designs.map((design) => labelOf(design, factors))).toContain('0.4 · b');
    const alike = chosen({ matrix: { factors: { 'a.size': [1, 2], 'b.size': [1, 2] } } });
    expect(alike.factors.map(({ name }) => name)).toEqual(['a.size', 'b.size']);
  });

  test('leaves what never varies, and puts what follows from another with that', () => {
    const { factors } = chosen({
      matrix: {
        factors: { topology: ['full', 'free'], always: [1] },
        include: [{ topology: 'free', degree: 3 }],
      },
      zip: { loss: [0, 0.2], voteLoss: [0, 0.1] },
    });
    expect(factors.map(({ path, followers }) => [path, followers])).toEqual([
      ['topology', ['degree']],
      ['loss', ['voteLoss']],
    ]);
  });

  test('is sampled where the sweep says so: each parameter stands by itself', () => {
    const { factors } = chosen({
      sample: {
        method: 'latin-hypercube',
        count: 20,
        parameters: { x: { min: 0, max: 1 }, y: { min: 0, max: 1 } },
      },
    });
    expect(factors.map(({ path, isSampled, followers }) => [path, isSampled, followers])).toEqual([
      ['x', true, []],
      ['y', true, []],
    ]);
  });
});

describe('designs', () => {
  test('stand each by itself where they are few, and by factor where they are many', () => {
    const few = chosen({ matrix: { factors: { a: [1, 2], b: ['x', 'y'] } } });
    expect(groupingsOf(few.designs, few.factors)[0]!.groups.map(({ label }) => label)).toEqual([
      '1 · x',
      '1 · y',
      '2 · x',
      '2 · y',
    ]);
    const many = chosen({
      matrix: { factors: { a: Array.from({ length: 20 }, (_, i) => i), b: ['x', 'y'] } },
    });
    const [byA, byB] = groupingsOf(many.designs, many.factors);
    // The ends are among those that are drawn.
    expect(byA).toMatchObject({ of: 20, isMean: true });
    expect(byA!.groups.map(({ label }) => label)).toEqual(['0', '3', '5', '8', '11', '14', '16', '19']);
    expect(byB!.groups.map(({ designs }) => designs.length)).toEqual([20, 20]);
  });

  test('are drawn against numbers of three levels and more, over ratios on a logarithmic axis', () => {
    const { factors } = chosen({
      matrix: {
        factors: { agents: [200, 500, 2000, 20000], share: [0, 0.3, 0.6], on: [0, 1], rule: ['a', 'b'] },
      },
    });
    expect(
      axesOf(factors).map(({ factor, series, isLogarithmic }) => [factor.path, series?.title, isLogarithmic]),
    ).toEqual([
      ['agents', 'rule', true],
      ['share', 'rule', false],
    ]);
    expect(planesOf(factors).map((plane) => plane.map(({ path }) => path))).toEqual([['agents', 'share']]);
  });
});

describe('baselines', () => {
  const { designs, factors } = chosen({
    matrix: {
      factors: { sharing: ['central', 'none'], quorum: [0.1, 0.2], n: [1, 2] },
      exclude: [{ sharing: 'none', n: 2 }],
    },
  });

  test('are what is absent or the first, words before numbers', () => {
    expect(comparisonsOf(designs, factors).map(({ title, baseline }) => [title, baseline])).toEqual([
      ['sharing', 'none'],
      ['quorum', '0.1'],
      ['n', '1'],
    ]);
  });

  test('are compared with designs that differ in that alone', () => {
    const [sharing, quorum] = comparisonsOf(designs, factors);
    for (const { others } of [sharing!, quorum!])
      for (const { pairs } of others)
        for (const [baseline, other] of pairs) {
          const differing = ['sharing', 'quorum', 'n'].filter(
            (path) => designs[baseline]!.values[path] !== designs[other]!.values[path],
          );
          expect(differing).toHaveLength(1);
        }
    expect(sharing!.others[0]!.pairs).toHaveLength(2);
    expect(quorum!.others[0]!.pairs).toHaveLength(3);
  });

  test('are taken as they are asked for, by label, number or level', () => {
    expect(comparisonsOf(designs, factors, 'quorum=0.2')[0]).toMatchObject({
      title: 'quorum',
      baseline: '0.2',
    });
    expect(comparisonsOf(designs, factors, '3')[0]).toMatchObject({
      title: 'design',
      baseline: designs[3]!.label,
    });
    expect(comparisonsOf(designs, factors, designs[1]!.label)[0]!.others).toHaveLength(designs.length - 1);
    expect(() => comparisonsOf(designs, factors, 'quorum=0.3')).toThrow('no design and no level');
  });
});

describe('outcomes', () => {
  const figures = new Figures(1, 2);
  for (const [name, values] of Object.entries({
    votes: [1, 2],
    fpr: [0.1, 0.2],
    recall: [0.5, 0.6],
    odd: [3, 3],
  }))
    for (const [i, value] of values.entries()) figures.set(name, 0, i, value);

  test('are drawn where they are what a model is judged by, and told of otherwise', () => {
    const { drawn, told, constant } = measuresOf(figures, []);
    expect(drawn.map(({ name, better }) => [name, better])).toEqual([
      ['recall', 'higher'],
      ['fpr', 'lower'],
    ]);
    expect(told.map(({ name }) => name)).toEqual(['votes']);
    expect(constant.map(({ name, title }) => [name, title])).toEqual([['odd', 'Odd']]);
  });
});

test('parameters mean what the schema of scenarios says', () => {
  const notes = parameterNotes({ subject: { kind: 'scenario', folder: '' } });
  expect(notes('consensus.quorum')).toMatch(/share/i);
  expect(notes('faults.byzantine[0].nodes')).toBeTypeOf('string');
  expect(notes('constructor')).toBeUndefined();
  expect(
    parameterNotes({ subject: { kind: 'model', model: 'flocking-small', storage: 'objects' } })('x'),
  ).toBeUndefined();
});
