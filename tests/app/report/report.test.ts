import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseThreshold, type Threshold } from '../../../app/sweep/thresholds/index.js';
import { ARMS, arms } from './arms.js';
import type { Made } from './support.js';
import { csv, writtenReports } from './written.js';

const { parent, report } = writtenReports();

const threshold = (text: string, where = {}): Threshold => ({
  ...(parseThreshold(text) as Omit<Threshold, 'where'>),
  where,
});

/** Asked for by several tests, made for the first. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

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
