import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReport } from '../../../app/report/index.js';
import { Chromium, type Page, withChromium } from '../../support/chromium.js';
import { blurred, countColour, readPng } from '../../support/png.js';
import { arms } from './arms.js';
import { madeSweeps } from './support.js';

const { make } = madeSweeps();

/** The figure of recall by arm as it looked when somebody looked at it; STARLING_UPDATE=1 writes it anew. */
const LOOKED_AT = new URL('./fixtures/recall-by-arm.png', import.meta.url);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where something is on the page. */
const boxes = (page: Page, selector: string): Promise<Box[]> =>
  page.ask(`Array.from(document.querySelectorAll(${JSON.stringify(selector)}), (each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    return { x: x + scrollX, y: y + scrollY, width, height };
  })`);

withChromium((executable) => {
  describe('the report in a browser', () => {
    let browser: Chromium;
    let page: Page;
    let url: string;

    beforeAll(async () => {
      const written = await writeReport(make(arms));
      url = pathToFileURL(written.page).href;
      browser = new Chromium(executable);
      page = await browser.open();
      await page.show(1200);
      await page.go(url);
    });

    afterAll(() => browser.close());

    test('asks for nothing but itself, and is not complained about', () => {
      expect(page.requests).toEqual([url]);
      expect(page.complaints).toEqual([]);
    });

    test.each([1200, 1024, 400])(
      'is no wider than a window of %i pixels, and its figures can be read',
      async (width) => {
        await page.show(width);
        expect(await page.ask<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        const figures = await boxes(page, 'figure svg');
        expect(figures.length).toBeGreaterThan(6);
        for (const box of figures) {
          expect(box.width).toBeGreaterThan(300);
          expect(box.height).toBeGreaterThan(80);
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
        }
        const smallest =
          await page.ask<number>(`Math.min(...Array.from(document.querySelectorAll('figure svg text'), (text) =>
        parseFloat(text.getAttribute('font-size')) * text.closest('svg').getBoundingClientRect().width / 440))`);
        expect(smallest).toBeGreaterThan(8.5);
      },
    );

    test('has no text of a figure outside of it, or upon another', async () => {
      await page.show(1200);
      const outside = await page.ask<
        string[]
      >(`Array.from(document.querySelectorAll('figure svg')).flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        return Array.from(svg.querySelectorAll('text')).filter((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          return left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1;
        }).map((text) => text.textContent);
      })`);
      expect(outside).toEqual([]);
      const upon = await page.ask<
        string[]
      >(`Array.from(document.querySelectorAll('figure svg')).flatMap((svg) => {
        const all = Array.from(svg.querySelectorAll('text')).filter((text) => text.textContent !== '')
          .map((text) => [text.textContent, text.getBoundingClientRect()]);
        return all.flatMap(([one, a], i) => all.slice(i + 1).flatMap(([other, b]) =>
          a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2 ? one + ' / ' + other : []));
      })`);
      expect(upon).toEqual([]);
    });

    test('shows three arms, each with an interval around its mean', async () => {
      await page.show(1200);
      const words = await page.ask<string[]>(
        `Array.from(document.querySelectorAll('#outcome-recall svg text'), (text) => text.textContent)`,
      );
      expect(words).toEqual(expect.arrayContaining(['Recall', 'none', 'decentralised', 'centralised']));
      for (const colour of ['#0072b2', '#d55e00', '#009e73']) {
        const [line] = await boxes(page, `#outcome-recall svg line[stroke="${colour}"]`);
        const [mean] = await boxes(page, `#outcome-recall svg path[fill="${colour}"]`);
        const middle = mean!.x + mean!.width / 2;
        expect(line!.width).toBeGreaterThan(8);
        expect(middle).toBeGreaterThan(line!.x);
        expect(middle).toBeLessThan(line!.x + line!.width);
      }
    });

    test('looks as it did when it was looked at', async () => {
      await page.show(1200);
      const [box] = await boxes(page, '#outcome-recall svg');
      const file = await page.picture(box!);
      if (process.env['STARLING_UPDATE'] === '1') writeFileSync(LOOKED_AT, file);
      const seen = readPng(file);
      for (const colour of ['#0072b2', '#d55e00', '#009e73'])
        expect(countColour(seen, colour)).toBeGreaterThan(60);
      // From some way off, where one font is much like another.
      const now = blurred(seen, 12);
      const then = blurred(readPng(readFileSync(LOOKED_AT)), 12);
      expect([now.columns, now.rows]).toEqual([then.columns, then.rows]);
      const off = now.means.map((value, i) => Math.abs(value - then.means[i]!));
      expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(4);
      expect(off.filter((value) => value > 60).length / off.length).toBeLessThan(0.03);
    });

    test('prints with whole figures, on white, and without what only a screen can do', async () => {
      await page.show(700, 'print');
      const styles = await page.ask<string[]>(
        `Array.from(document.querySelectorAll('figure'), (each) => getComputedStyle(each).breakInside)`,
      );
      expect(new Set(styles)).toEqual(new Set(['avoid']));
      for (const selector of ['nav', 'summary', '.files'])
        for (const box of await boxes(page, selector)) expect(box.height).toBe(0);
      expect(await page.ask<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(700);
      const { data } = await page.send('Page.printToPDF', { printBackground: true });
      expect(
        Buffer.from(data as string, 'base64')
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    });
  });
});
