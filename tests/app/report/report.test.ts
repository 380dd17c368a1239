import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeReport } from '../../../app/report/index.js';
import { parseThreshold, type Threshold } from '../../../app/sweep/thresholds/index.js';
import { designsOf } from '../../../framework/index.js';
import { ARMS, arms } from './arms.js';
import { type Made, madeSweeps } from './support.js';

const { parent, make } = madeSweeps();

const threshold = (text: string, where = {}): Threshold => ({
  ...(parseThreshold(text) as Omit<Threshold, 'where'>),
  where,
});

async function report(made: Made, options: { readonly to?: string; readonly baseline?: string } = {}) {
  const folder = make(made);
  const written = await writeReport(folder, options);
  const html = readFileSync(written.page, 'utf8');
  return { folder, html, text: textOf(html), files: filesOf(join(written.page, '..')), ...written };
}

/** Asked for by several tests, made for the first. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What is to be read of a page, without its figures. */
const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

/** Rows of a CSV file without quotes in it. */
const csv = (text: string): Record<string, string>[] => {
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]!])));
};

describe('the report of three arms', () => {
  const plain = once(() => report(arms));

  test('tells outcomes, paired differences, curves, stages and what it is of', async () => {
    const { text, html, files, figures } = await report({
      ...arms,
      sweep: {
        thresholds: [threshold('recall >= 0.6', { sharing: 'decentralised' }), threshold('recall > 0.45')],
      },
    });
    for (const title of [
      'Thresholds',
      'Outcomes by design',
      'Differences on equal seeds',
      'Course of the runs',
      'Where the time went',
      'What varied',
      'How these numbers are made',
    ])
      expect(html).toMatch(new RegExp(`<h2[^>]*>${title}</h2>`));
    expect(text).toContain('Runs done 24 of 24');
    expect(text).toContain('Root seed 7');
    expect(text).toContain('Finished 2026-01-02 03:04:05 UTC');
    expect(text).toMatch(/Digest [0-9a-f]{64}/);
    expect(text).toContain('1 of 4 do not hold');
    expect(text).not.toContain('not complete');
    expect(html.match(/<svg /g)).toHaveLength(figures);
    expect(Object.keys(files).filter((name) => name.endsWith('.svg'))).toHaveLength(figures);

    const outcomes = csv(files['data/outcome-recall.csv']!);
    expect(outcomes.map(({ design }) => design)).toEqual([
      'sharing=none',
      'sharing=decentralised',
      'sharing=centralised',
    ]);
    for (const [i, expected] of Object.values(ARMS).entries()) {
      const { mean, low, high, runs } = outcomes[i]!;
      expect(runs).toBe('8');
      expect(Math.abs(Number(mean) - expected)).toBeLessThan(0.05);
      expect(Number(low)).toBeLessThan(Number(mean));
      expect(Number(high)).toBeGreaterThan(Number(mean));
    }
    // What the seeds do to all arms alike is taken out of differences.
    const difference = csv(files['data/difference-sharing-recall.csv']!)[0]!;
    expect(difference).toMatchObject({ compared: 'decentralised', pairs: '8' });
    expect(Math.abs(Number(difference['mean']) - 0.3)).toBeLessThan(0.02);
    expect(Number(difference['high']) - Number(difference['low'])).toBeLessThan(0.03);

    const curve = csv(files['data/curve-recall-by-sharing.csv']!);
    expect(curve).toHaveLength(3 * 20);
    expect(curve[0]).toMatchObject({ sharing: 'none', step: '1', seeds: '8' });
    // A figure that is the same in every run is told of, and not drawn.
    expect(files).not.toHaveProperty(['data/outcome-fpr.csv']);
    expect(text).toContain('The same in all 24 runs: False-positive rate 0.0100');
  });

  test('is the same to the byte however runs came to their end and rows lie in files', async () => {
    const one = await plain();
    const other = await report({ ...arms, isReversed: true, size: { rows: 50, bytes: 1 << 20 } });
    expect(Object.keys(other.files)).toEqual(Object.keys(one.files));
    for (const [name, content] of Object.entries(one.files)) expect(other.files[name], name).toBe(content);
  });

  test('needs nothing but itself and runs nothing', async () => {
    const { html } = await plain();
    expect(html).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;');
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|\ssrc=|\son[a-z]+=/i);
    const addresses = Array.from(
      html.matchAll(/\b(?:href|xmlns|action|url)\s*[=(]\s*["']?([^"')\s>]+)/g),
      ([, to]) => to!,
    );
    expect(addresses.length).toBeGreaterThan(10);
    for (const to of addresses) expect(to).toMatch(/^(#|figures\/|data\/|http:\/\/www\.w3\.org\/2000\/svg$)/);
    const ids = Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('says of each figure in words what is to be seen, and its numbers beside it', async () => {
    const { html } = await plain();
    const figures = html.match(/<figure[\s\S]*?<\/figure>/g)!;
    for (const figure of figures) {
      const [, title, description] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(figure)!;
      expect(figure).toContain(`<title id="${title}">`);
      expect(figure).toMatch(new RegExp(`<desc id="${description}">[^<]{20,}`));
      expect(figure).toMatch(/<details><summary>The numbers of figure \d+<\/summary>\s*<div class="scroll"/);
    }
    expect(html).toMatch(/Recall by design, mean with 95 % interval\. none: 0\.\d+ \(0\.\d+ to 0\.\d+\)/);
  });

  test('takes differences from the baseline that is asked for', async () => {
    for (const baseline of ['centralised', 'sharing=centralised', '2']) {
      const { files } = await report(arms, { baseline });
      const rows = csv(files['data/difference-design-recall.csv']!);
      expect(rows.map(({ compared }) => compared)).toEqual(['sharing=none', 'sharing=decentralised']);
      expect(Number(rows[0]!['mean'])).toBeLessThan(0);
    }
    await expect(report(arms, { baseline: 'centralized' })).rejects.toMatchObject({
      code: 2,
      place: '--baseline',
    });
  });
});

describe('a sweep that is not whole', () => {
  const some: Made = {
    ...arms,
    run: (values, replication) =>
      replication === 0
        ? { failure: { reason: 'error', message: `it broke <b>here</b> & "there"`, trace: 'at step 3' } }
        : replication > 5
          ? undefined
          : arms.run(values, replication),
  };

  test('says so first, and what failed and why', async () => {
    const { text, html, files } = await report(some);
    expect(text).toContain(
      'This sweep is not complete. 15 runs of 24 have come to an end (6 not begun and 3 failed)',
    );
    expect(text).toContain('Digest none: not every run has succeeded');
    expect(text).toContain('it broke <b>here</b> & "there"');
    expect(html).not.toContain('<b>here</b>');
    expect(csv(files['data/outcome-recall.csv']!).map(({ runs }) => runs)).toEqual(['5', '5', '5']);
    expect(files['data/failures.csv']).toContain('at step 3');
  });

  test('is told of before its first run has ended', async () => {
    const { text, figures } = await report({ ...arms, run: () => undefined });
    expect(figures).toBe(0);
    expect(text).toContain('0 runs of 24 have come to an end (24 not begun)');
  });

  test('gives means without intervals where each design ran once', async () => {
    const { text, files } = await report({ ...arms, replications: 1 });
    expect(csv(files['data/outcome-recall.csv']!)[0]).toMatchObject({ low: '', high: '', runs: '1' });
    expect(text).toContain('nothing can be said of their spread');
  });
});

test('whatever stands in a sweep is text in its report', async () => {
  const evil = '<script>alert(1)</script>"\'&\u0007\u202e<img src=x onerror=alert(2)>';
  const { html, files } = await report({
    plan: { matrix: { factors: { [`a"><script>b`]: [evil, '</title></svg><script>'], plain: [1, 2] } } },
    replications: 2,
    run: (_, replication) => ({
      outcomes: { '<i>odd</i>': replication },
      rows: { step: [1, 2], '"; DROP TABLE model; --<u>': [replication, 2] },
    }),
    sweep: { description: evil, name: '<h1>' },
  });
  expect(html).not.toMatch(/<script|<i>odd|<u>|<img|<h1><h1>/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  for (const [name, content] of Object.entries(files)) {
    if (!/\.(svg|html)$/.test(name)) continue;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
    expect(content, name).not.toMatch(/[\u0000-\u0008\u202e]/);
    expect(name).toMatch(/^[a-z0-9/.-]+$/);
  }
});

test('two numeric factors have lines and maps, and what goes in step is one', async () => {
  const { html, files, text } = await report({
    plan: {
      matrix: { factors: { quorum: [0.1, 0.2, 0.4] } },
      zip: { share: [0, 0.2, 0.4, 0.6], shadow: [1, 2, 3, 4] },
    },
    replications: 3,
    run: (values, replication) => ({
      outcomes: { f1: 1 - Number(values['share']) * Number(values['quorum']) + replication / 100 },
    }),
  });
  expect(html).toMatch(/<h2[^>]*>Outcomes against parameters<\/h2>/);
  expect(csv(files['data/f1-against-share.csv']!)).toHaveLength(12);
  const map = csv(files['data/f1-over-share-and-quorum.csv']!);
  expect(map).toHaveLength(12);
  expect(Number(map.find(({ share, quorum }) => share === '0.6' && quorum === '0.4')!['mean'])).toBeCloseTo(
    0.77,
    6,
  );
  expect(text).toContain('and shadow , which goes with it');
  expect(files).not.toHaveProperty(['data/f1-against-shadow.csv']);
});

test('the Sobol indices of the Ishigami function are those that are known', async () => {
  const plan = {
    sample: {
      method: 'saltelli' as const,
      count: 256,
      parameters: Object.fromEntries(
        ['x1', 'x2', 'x3'].map((name) => [name, { min: -Math.PI, max: Math.PI }]),
      ),
    },
  };
  const { files, text } = await report({
    plan,
    replications: 1,
    run({ x1, x2, x3 }) {
      const sin = Math.sin(Number(x2));
      const cubed = Number(x3) * Number(x3);
      return { outcomes: { y: Math.sin(Number(x1)) * (1 + 0.1 * cubed * cubed) + 7 * sin * sin } };
    },
    sweep: { sample: { method: 'saltelli', count: 256, parameters: ['x1', 'x2', 'x3'], designs: 1280 } },
  });
  expect(designsOf(plan, 7)).toHaveLength(1280);
  expect(text).toContain('What outcomes depend on');
  const rows = csv(files['data/sensitivity-y.csv']!);
  // Saltelli, Tarantola and Chan 1999, for a = 7 and b = 0.1.
  const KNOWN = {
    'first order': { x1: 0.3139, x2: 0.4424, x3: 0 },
    total: { x1: 0.5576, x2: 0.4424, x3: 0.2437 },
  } as const;
  expect(rows).toHaveLength(6);
  for (const { parameter, index, low, high } of rows) {
    const value = KNOWN[index as keyof typeof KNOWN][parameter as 'x1'];
    expect(Number(low), `${index} of ${parameter}`).toBeLessThanOrEqual(value + 0.02);
    expect(Number(high), `${index} of ${parameter}`).toBeGreaterThanOrEqual(value - 0.02);
  }
  expect(Object.keys(files)).toContain('data/rank-correlations.csv');
});

test('hundreds of designs make a page that can be opened', async () => {
  const { html, text, files } = await report({
    plan: {
      matrix: {
        factors: {
          a: Array.from({ length: 25 }, (_, i) => i),
          b: Array.from({ length: 20 }, (_, i) => i / 20),
        },
      },
    },
    replications: 3,
    run: (values, replication) => ({
      outcomes: Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `out${i}`,
          Number(values['a']) * i + Number(values['b']) + replication,
        ]),
      ),
      rows: { step: [1, 2, 3], out1: [1, 2, replication] },
    }),
  });
  expect(html.length).toBeLessThan(4_000_000);
  expect(text).toContain('of 500');
  expect(csv(files['data/outcomes.csv']!)).toHaveLength(500 * 12);
});

test('a folder with other things in it is left alone', async () => {
  const to = mkdtempSync(join(parent, 'paper-'));
  writeFileSync(join(to, 'figures'), 'mine');
  await expect(report(arms, { to })).rejects.toMatchObject({ code: 2, place: to });
  expect(readFileSync(join(to, 'figures'), 'utf8')).toBe('mine');
  const own = join(parent, 'own');
  const first = await report(arms, { to: own });
  const second = await report({ ...arms, replications: 2 }, { to: own });
  expect(second.page).toBe(first.page);
  expect(second.html).not.toBe(first.html);
});
