import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DetectOptions, prepareDetection } from '../../../app/detect/index.js';
import { onHost, reference } from '../../../kernels/index.js';
import { refusal, temporaryFolder } from '../../model/traffic/capture/folder.js';
import { withData } from '../../support/data.js';

const folder = temporaryFolder();
const on = (file: string, options: Partial<DetectOptions> = {}) =>
  prepareDetection(file, { label: 'label', trees: 100, sample: 256, seeds: 10, ...options }).run(
    onHost(reference),
  );

/** A cloud around (50, 50) whose last rows are far away and labelled so; `time` counts the rows. */
function cloud(labels: { normal: string; far: string }, far = 10, name = 'cloud.csv'): string {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const outlier = i >= 200 - far;
    const [x, y] = outlier ? [900 + i, -900 - i] : [50 + ((i * 37) % 11), 50 + ((i * 53) % 13)];
    return `${i},${x},${y},${outlier ? labels.far : labels.normal}`;
  });
  return folder.write(name, `time,x,y,label\n${rows.join('\n')}\n`);
}

describe('detect', () => {
  test('takes the largest forest that its options allow', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${(i * 7919) % 5003},${i < 4990 ? 0 : 1}`).join(
      '\n',
    );
    const { auroc } = await on(folder.write('large.csv', `x,label\n${rows}\n`), {
      trees: 1024,
      sample: 4096,
      seeds: 1,
    });
    expect(auroc.mean).toBeGreaterThan(0);
  });

  test('tells what it did', async () => {
    const file = cloud({ normal: '0', far: '1' });
    const found = await on(file, { features: ['x', 'y'], seeds: 3 });
    expect(found).toMatchObject({
      file,
      label: 'label',
      rows: 200,
      fitted: 200,
      scored: 200,
      anomalies: 10,
      features: 2,
      trees: 100,
      sample: 256,
      seeds: 3,
    });
    expect(found.auroc).toEqual({ mean: 1, sd: 0, values: [1, 1, 1] });
  });

  test('the same seeds give the same values, one seed no deviation', async () => {
    const file = cloud({ normal: 'normal', far: 'odd' }, 60);
    expect(await on(file, { sample: 16, trees: 5 })).toEqual(await on(file, { sample: 16, trees: 5 }));
    expect((await on(file, { seeds: 1 })).auroc.sd).toBeNull();
  });

  test('a forest that cannot tell anything apart scores one half: ties count half', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `1,${i % 2}`).join('\n');
    expect((await on(folder.write('ties.csv', `x,label\n${rows}\n`))).auroc.mean).toBe(0.5);
  });

  test('every numeric column but the label is a feature', async () => {
    expect((await on(cloud({ normal: '0', far: '1' }))).features).toBe(3);
  });

  test.each<[string, Partial<DetectOptions>, [number, number, number]]>([
    ['all rows are fitted and scored', {}, [200, 200, 10]],
    ['a fit condition on the label alone scores every row', { fitWhere: 'label == benign' }, [190, 200, 10]],
    ['a period is fitted, the rest is scored', { fitWhere: 'time < 100 && label == benign' }, [100, 100, 10]],
    ['the scored rows can be said', { fitWhere: 'time < 100', scoreWhere: 'time >= 150' }, [100, 50, 10]],
    [
      'labels neither normal nor attacks are left out',
      { normal: ['benign'], attack: ['far'], scoreWhere: 'time > 99' },
      [200, 100, 10],
    ],
  ])('%s', async (_, options, expected) => {
    const { fitted, scored, anomalies } = await on(cloud({ normal: 'benign', far: 'far' }), options);
    expect([fitted, scored, anomalies]).toEqual(expected);
  });

  test('labels in neither list, and empty ones, are left out', async () => {
    const file = folder.write('three.csv', 'x,label\n1,ok\n2,ok\n9,bad\n5,other\n5,\n');
    expect(await on(file, { normal: ['ok'] })).toMatchObject({ scored: 4, anomalies: 2 });
    expect(await on(file, { normal: ['ok'], attack: ['bad'] })).toMatchObject({ scored: 3, anomalies: 1 });
  });

  test.each<[string, Partial<DetectOptions>, RegExp, RegExp]>([
    ['an unknown label column', { label: 'lable' }, /no column "lable"/, /"label"/],
    ['an unknown column in a condition', { fitWhere: 'tme < 5' }, /no column "tme"/, /"time"/],
    ['an unknown feature', { features: ['z'] }, /no column "z"/, /time, x, y, label/],
    ['a text column in an ordered comparison', { fitWhere: 'label < 5' }, /"label" holds "fine"/, /./],
    ['no label known as normal', {}, /known as normal/, /"fine", "far".*--normal/],
    ['no label known as anomalous', { normal: ['fine', 'far'] }, /known as anomalous/, /--attack/],
    ['a listed label that does not occur', { normal: ['fin'] }, /"fin"/, /"fine"/],
    ['no row to fit', { normal: ['fine'], fitWhere: 'time < -1' }, /0 rows match/, /Loosen/],
    [
      'one kind of row to score',
      { normal: ['fine'], scoreWhere: 'time < 5' },
      /5 rows are scored, 0/,
      /--score-where/,
    ],
  ])('%s is refused', (_, options, message, hint) => {
    const error = refusal(() => on(cloud({ normal: 'fine', far: 'far' }), options));
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });

  test('a table without numbers is refused', async () => {
    expect(refusal(() => on(folder.write('words.csv', 'a,label\nx,0\ny,1\n'))).message).toContain(
      '0 numeric columns',
    );
  });
});

/** The rule of the reference figures: within the larger of 1.5 points and three standard errors of the difference. */
withData('forests', (data) => {
  test.each([
    ['cardio', 93.18, 1.35],
    ['thyroid', 97.77, 0.27],
    ['satimage-2', 99.38, 0.13],
    ['pageblocks', 90.32, 0.22],
  ])('agrees with scikit-learn on %s', async (name, mean, sd) => {
    const { auroc } = await on(join(data, `${name}.csv`), { seeds: 10 });
    const error = Math.sqrt((100 * auroc.sd!) ** 2 / 10 + sd ** 2 / 5);
    expect(Math.abs(100 * auroc.mean - mean)).toBeLessThanOrEqual(Math.max(1.5, 3 * error));
  });
});

withData('westermo', (data) => {
  test.each([
    ['left', 0.973, 1009, 2118, 1074],
    ['right', 0.99, 831, 1111, 223],
    ['bottom', 0.956, 7077, 7786, 257],
  ])(
    'agrees with scikit-learn on the Westermo flows seen from %s',
    async (vantage, mean, fitted, scored, anomalies) => {
      const found = await on(join(data, `dev_${vantage}.csv`), {
        label: 'NST_M_Label',
        fitWhere: 'startOffset < 1360 && NST_M_Label == Normal',
      });
      expect(found).toMatchObject({ features: 47, fitted, scored, anomalies });
      expect(Math.abs(found.auroc.mean - mean)).toBeLessThanOrEqual(0.02);
    },
  );
});
