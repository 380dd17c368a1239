import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Folder } from '../app/starling.js';
import { repository } from './checkout.js';

const folder = new Folder();
afterAll(() => folder.remove());

type Event = readonly [seconds: number, kind: string, data: string];
const cast = (...events: readonly Event[]) =>
  [{ version: 2, width: 20, height: 3, title: 'a <session>' }, ...events]
    .map((line) => JSON.stringify(line))
    .join('\n');

function make(text: string, ...words: string[]): { status: number | null; err: string; svg: () => string } {
  const from = folder.write('session.cast', text);
  const to = join(folder.path, 'session.svg');
  const program = join(repository, 'scripts/pictures/main.mjs');
  const { status, stderr } = spawnSync(process.execPath, [program, from, to, ...words], { encoding: 'utf8' });
  return { status, err: stderr, svg: () => readFileSync(to, 'utf8') };
}

/** What is drawn for the cells: grounds and texts, a line each. */
function drawn(...events: readonly Event[]): string[] {
  const svg = make(cast(...events)).svg();
  return svg.split('\n').filter((line) => line.startsWith('<rect x') || line.includes('textLength'));
}

const shown = (data: string): string[] =>
  drawn([0, 'o', data]).map((line) =>
    line.replace(/ y="[\d.]+"/, '').replace(' lengthAdjust="spacingAndGlyphs"', ''),
  );

describe('a picture', () => {
  test('is an SVG of the window, with its title', () => {
    const svg = make(cast([0, 'o', 'a & b'])).svg();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="204" height="97" /);
    expect(svg).toContain('>a &lt;session&gt;</text>');
    expect(svg).toContain(
      '<text x="12" y="47.5" textLength="45" lengthAdjust="spacingAndGlyphs">a &amp; b</text>',
    );
    expect(svg.match(/<svg|<\/svg>/g)).toHaveLength(2);
    expect(svg).toContain('<title>a &lt;session&gt;: a terminal of 20 columns and 3 lines</title>');
    expect(svg).not.toMatch(/<(script|image|style|link)|href/);
  });

  test('puts each piece of text where it stood, by column and row', () => {
    expect(
      drawn([0, 'o', '\x1b[2;4Hhere I  am']).map((line) =>
        line.replace(' lengthAdjust="spacingAndGlyphs"', ''),
      ),
    ).toEqual([
      '<text x="39" y="64.5" textLength="54">here I</text>',
      '<text x="111" y="64.5" textLength="18">am</text>',
    ]);
  });

  test('shows bold, dim, italic, underlined and inverse text', () => {
    expect(shown('\x1b[1mb\x1b[0m \x1b[2md\x1b[0m \x1b[3mi\x1b[0m \x1b[4mu \x1b[0m \x1b[7mv\x1b[0m')).toEqual(
      [
        '<rect x="93" width="9" height="17" fill="#d6dbe1"/>',
        '<text x="12" textLength="9" font-weight="bold">b</text>',
        '<text x="30" textLength="9" opacity="0.6">d</text>',
        '<text x="48" textLength="9" font-style="italic">i</text>',
        '<text x="66" textLength="18" text-decoration="underline">u\u00a0</text>',
        '<text x="93" textLength="9" fill="#0f1419">v</text>',
      ],
    );
  });

  test('shows 16, 256 and all colours, of text and ground', () => {
    expect(
      shown('\x1b[31ma\x1b[38;5;208mb\x1b[38;5;255mc\x1b[38;2;1;2;254md\x1b[0m\x1b[48;5;16m  \x1b[42m '),
    ).toEqual([
      '<rect x="48" width="18" height="17" fill="#000000"/>',
      '<rect x="66" width="9" height="17" fill="#4fb477"/>',
      '<text x="12" textLength="9" fill="#e0564a">a</text>',
      '<text x="21" textLength="9" fill="#ff8700">b</text>',
      '<text x="30" textLength="9" fill="#eeeeee">c</text>',
      '<text x="39" textLength="9" fill="#0102fe">d</text>',
    ]);
  });

  test('gives wide characters two columns, and Braille and blocks spans of their own', () => {
    expect(shown('ab漢字c⣿⠤█▄d')).toEqual([
      '<text x="12" textLength="18">ab</text>',
      '<text x="30" textLength="36">漢字</text>',
      '<text x="66" textLength="9">c</text>',
      '<text x="75" textLength="18">⣿⠤</text>',
      '<text x="93" textLength="18">█▄</text>',
      '<text x="111" textLength="9">d</text>',
    ]);
  });
});

describe('the moment', () => {
  const session = cast(
    [0, 'o', 'shell'],
    [1, 'o', '\x1b[?1049h\x1b[Hfirst'],
    [2, 'r', '40x5'],
    [3, 'o', '\x1b[2J\x1b[Hsecond\x1b[?25h\x1b[?1049l done'],
  );

  test('is the last picture before the terminal is given back', () => {
    const svg = make(session).svg();
    expect(svg).toContain('>second</text>');
    expect(svg).not.toContain('done');
    expect(svg).toContain('width="384" height="131"');
  });

  test('is the end with --end', () => expect(make(session, '--end').svg()).toContain('>shell done</text>'));

  test('is any other with --at, in the size of then', () => {
    expect(make(session, '--at', '0.5').svg()).toContain('>shell</text>');
    const first = make(session, '--at', '1').svg();
    expect(first).toContain('>first</text>');
    expect(first).toContain('width="204"');
    expect(make(session, '--at', '2').svg()).toContain('width="384"');
  });

  test('is the end where nothing was given back, also when the last line was cut off', () => {
    expect(make(`${cast([0, 'o', 'cut'])}\n[1,"o","x`).svg()).toContain('>cut</text>');
  });
});

test.each([
  ['no recording', [], 'this is no asciicast of version 2'],
  [`${cast()}\nnothing\n[0,"o",""]`, [], 'line 2 is no event'],
  [cast(), ['--at', 'noon'], '--at noon: expected seconds'],
  [cast(), ['third'], 'usage: '],
])('what cannot be drawn is refused: %j %j', (text, words, expected) => {
  const { status, err } = make(text, ...words);
  expect(status).toBe(2);
  expect(err).toContain(expected);
});
