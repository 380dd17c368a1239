import { readdirSync, readFileSync } from 'node:fs';
import { inRepository } from '../app/starling.js';

/** A page of the documentation, by its path in the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** What a newcomer may read: the pages at the top, and those of `docs`. */
export function pages(): Page[] {
  const paths = [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    ...readdirSync(inRepository('docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  return paths.map((path) => ({ path, text: readFileSync(inRepository(path), 'utf8') }));
}

const FENCE = /^```.*\n([\s\S]*?)^```$/gm;

/** The text without its code blocks. */
export const prose = (text: string): string => text.replace(FENCE, '');

/** The contents of all code blocks. */
export const blocks = (text: string): string[] => Array.from(text.matchAll(FENCE), ([, code]) => code!);

/** The code block that follows a marker such as `<!-- example: rumour.ts -->`. */
export function blockAfter(marker: string, text: string): string {
  const at = text.indexOf(`<!-- ${marker} -->`);
  const found = at < 0 ? undefined : blocks(text.slice(at))[0];
  if (found === undefined) throw new Error(`there is no code block after '${marker}'`);
  return found;
}

/** Names of a page's headings as links write them. */
export const anchors = (text: string): string[] =>
  Array.from(prose(text).matchAll(/^#+ (.*)$/gm), ([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
