import { blocks, type Page, prose } from './pages.js';

/** A command line that a page shows. */
export interface CommandLine {
  readonly page: string;
  readonly text: string;
  /** Its words, quotes taken off. */
  readonly words: readonly string[];
}

const WORD = /'([^']*)'|"([^"]*)"|(\S+)/g;

/** The words of a command line, up to a comment, a pipe or a redirection. */
function wordsOf(text: string): string[] {
  const words = Array.from(text.matchAll(WORD), ([, single, double, bare]) => single ?? double ?? bare!);
  const end = words.findIndex((word) => ['#', '|', '>', '&&'].includes(word));
  return end < 0 ? words : words.slice(0, end);
}

/** `show|verify` stands for two lines, and optional parts in brackets for none. */
function spelledOut(text: string): string[] {
  const alternatives = /(\w+(?:\\?\|\w+)+)/.exec(text)?.[1];
  if (alternatives === undefined) return [text];
  return alternatives.split(/\\?\|/).map((word) => text.replace(alternatives, word));
}

/** Command lines of a page that start with this word: lines of code blocks, and inline code. */
export function commandLines({ path, text }: Page, start: RegExp): CommandLine[] {
  const lines = blocks(text)
    .flatMap((code) => code.replaceAll(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/^\s*(\$ )?(npx )?/, ''));
  const inline = Array.from(prose(text).matchAll(/`(?:npx )?([^`\n]+)`/g), ([, code]) => code!);
  return [...lines, ...inline.flatMap(spelledOut)]
    .filter((line) => start.test(line))
    .map((line) => ({ page: path, text: line, words: wordsOf(line) }));
}
