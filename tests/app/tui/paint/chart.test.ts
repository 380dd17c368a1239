import { describe, expect, test } from 'vitest';
import { chart, createBrush } from '../../../../app/tui/paint/index.js';
import { ASCII, bare, picture, UNICODE } from './support.js';

const SIZE = { width: 44, height: 9 };
const wave = Array.from({ length: 60 }, (_, i) => (i > 20 && i < 27 ? null : 0.5 + 0.5 * Math.sin(i / 8)));
const ramp = Array.from({ length: 600 }, (_, i) => i / 600);

describe('a chart shows', () => {
  const lines = [
    { values: wave, tone: 'good', name: 'recall' },
    { values: ramp, tone: 'bad', name: 'precision' },
  ] as const;
  test('two lines, one with a gap, numbered at their ends', () => {
    expect(
      picture(chart(lines, SIZE, { from: 0, to: 599, low: 0, high: 1, title: 'Detection' }, UNICODE)),
    ).toMatchInlineSnapshot(`
      "
      |Detection  1 recall 0.944  2 precision 0.998|
      |1.0┤    ⢀⠤⠒⠉⠉⠉⠒⢄                     ⢀⣀⡤⠴⣒⠯1|
      |   │  ⢀⠤⠃       ⠉⠂              ⣀⣠⠤⠖⠊⠉ ⣀⠔⠁  |
      |   │ ⡠⠊                   ⣀⣠⠤⠖⠚⠉⠁     ⡰⠁    |
      |0.5┤⠊               ⢀⣀⡤⠔⠚⠉⠁         ⢠⠊      |
      |   │          ⢀⣀⡤⠴⠒⠋⠉⠐⠢⡀          ⢀⠔⠁       |
      |   │     ⣀⡠⠴⠒⠋⠉        ⠑⣄       ⢀⠤⠃         |
      |  0┤⣠⠤⠖⠚⠉⠁               ⠑⠤⢄⣀⣀⠤⠔⠁           |
      |    0                                   599 |
      "
    `);
  });

  test('the same in ASCII, with a mark for each line', () => {
    expect(
      picture(chart(lines, SIZE, { from: 0, to: 599, low: 0, high: 1, title: 'Detection' }, ASCII)),
    ).toMatchInlineSnapshot(`
      "
      |Detection  * recall 0.944  . precision 0.998|
      |1.0+     *******                        ...*|
      |   |   **       **                ......*** |
      |   | **                    .......    ***   |
      |0.5+*               ........        ***     |
      |   |          ....... **           **       |
      |   |   .......          ***     ***         |
      |  0+....                  *******           |
      |    0                                    599|
      "
    `);
  });

  test('the last figure that it is told, where the last point is a mean of many', () => {
    const mean = [{ values: [20, 22.5, 13.7], last: 10, tone: 'warn', name: 'poor' }] as const;
    expect(chart(mean, { width: 20, height: 5 }, { from: 0 }, ASCII)[0]).toBe('poor 10'.padEnd(20));
    const none = [{ values: [20, 22.5], last: null, tone: 'warn', name: 'poor' }] as const;
    expect(chart(none, { width: 20, height: 5 }, { from: 0 }, ASCII)[0]).not.toContain('22');
  });

  test('what never changes, through the middle', () => {
    const flat = [{ values: [5, 5, 5], tone: 'calm', name: 'peers' }] as const;
    expect(picture(chart(flat, SIZE, { from: 7 }, UNICODE))).toMatchInlineSnapshot(`
      "
      |peers 5                                     |
      |8┤                                          |
      | │                                          |
      | │                                          |
      |5┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒|
      | │                                          |
      | │                                          |
      |2┤                                          |
      |  7                                        9|
      "
    `);
  });

  test('zero alone, on the ground', () => {
    const flat = [{ values: [0, 0, 0], tone: 'calm', name: 'vetoes' }] as const;
    expect(picture(chart(flat, { width: 30, height: 5 }, { from: 0 }, ASCII))).toMatchInlineSnapshot(`
      "
      |vetoes 0                      |
      |0.5+                          |
      |   |                          |
      |  0+**************************|
      |    0                        2|
      "
    `);
  });

  test('tiny and huge figures with labels that tell them apart', () => {
    const tiny = [{ values: [3.1e-9, 4.2e-9, 2e-9], tone: 'odd', name: 'loss' }] as const;
    expect(picture(chart(tiny, SIZE, { from: 10 }, UNICODE))).toMatchInlineSnapshot(`
      "
      |loss 2e-9                                   |
      |  5e-9┤                                     |
      |      │                  ⣀                  |
      |      │          ⢀⣀⡠⠤⠔⠒⠊⠉ ⠉⠒⠤⡀              |
      |3.5e-9┤   ⣀⣀⠤⠤⠒⠒⠉⠁           ⠈⠑⠢⢄⡀          |
      |      │⠒⠊⠉                       ⠈⠒⠤⣀       |
      |      │                              ⠉⠢⢄⡀   |
      |  2e-9┤                                 ⠈⠑⠢⢄|
      |       10                                 12|
      "
    `);
    const huge = [{ values: [1_000_000, 1_000_400], tone: 'odd', name: 'rows' }] as const;
    expect(picture(chart(huge, { width: 44, height: 4 }, { from: 0 }, UNICODE))).toMatchInlineSnapshot(`
      "
      |rows 1M                                     |
      |1.0004M┤                  ⣀⣀⣀⣀⣀⠤⠤⠤⠤⠤⠒⠒⠒⠒⠒⠉⠉⠉|
      |1.0000M┤⣀⣀⣀⠤⠤⠤⠤⠤⠒⠒⠒⠒⠒⠉⠉⠉⠉⠉                  |
      |        0                                  1|
      "
    `);
  });

  test('nothing where there are no figures yet', () => {
    const none = [{ values: [null, null], tone: 'calm', name: 'f1' }] as const;
    expect(picture(chart(none, { width: 30, height: 5 }, { from: 0 }, UNICODE))).toMatchInlineSnapshot(`
      "
      |f1 -                          |
      |0.5┤                          |
      |   │                          |
      |  0┤                          |
      |    0                        1|
      "
    `);
  });
});

test('a spike of one value among many is seen', () => {
  const values = Array.from({ length: 4096 }, (_, i) => (i === 2000 ? 1 : 0));
  const [, top] = chart([{ values, tone: 'bad', name: 'x' }], SIZE, { from: 0 }, ASCII);
  expect(top).toContain('*');
});

test('a single value between two gaps is seen', () => {
  const values = [null, 3, null];
  expect(
    chart([{ values, tone: 'bad', name: 'x' }], SIZE, { from: 0 }, ASCII)
      .slice(1)
      .join(''),
  ).toContain('*');
});

test('where lines meet, the first is on top', () => {
  const lines = [
    { values: [1, 1], tone: 'good', name: 'a' },
    { values: [1, 1], tone: 'bad', name: 'b' },
  ] as const;
  const drawn = chart(lines, SIZE, { from: 0, low: 0, high: 2 }, ASCII).slice(1, -1).join('');
  expect(drawn).toContain('*');
  expect(drawn).not.toContain('.*');
});

test('names lose their tails and the title gives way to the last values', () => {
  const line = { values: [0.25], tone: 'good', name: 'recall' } as const;
  const head = (width: number) =>
    bare(chart([line], { width, height: 1 }, { from: 0, title: 'Detection' }, UNICODE)[0]!);
  expect(head(30)).toBe('Detection  recall 0.25        ');
  expect(head(14)).toBe('recall 0.25   ');
  expect(head(8)).toBe('rec 0.25');
});

test('equal neighbours share one style', () => {
  const line = { values: [1, 1], tone: 'good', name: '' } as const;
  const row = chart([line], SIZE, { from: 0 }, createBrush('16', true)).find((text) =>
    text.includes('\u2812'),
  )!;
  expect(row.split('\u001b[32m')).toHaveLength(2);
});
