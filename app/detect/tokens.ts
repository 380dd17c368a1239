export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'symbol' | 'end';
  readonly value: string;
  /** Where it starts, from 0. */
  readonly position: number;
}

/** Each alternative is linear: no input makes it backtrack. */
const TOKEN =
  /\s*(?:(?<symbol>&&|\|\||==|!=|<=|>=|[<>=!(),])|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.:-]))|'(?<single>[^']*)'|"(?<double>[^"]*)"|`(?<column>[^`]*)`|(?<word>[\p{L}\d_][\p{L}\d_.:-]*))/uy;

const SYMBOLS: Readonly<Record<string, string>> = { '=': '==', and: '&&', or: '||', not: '!', in: 'in' };

/** Splits a condition; the last token is `end`. `fail` makes the error for a position. */
export function tokens(text: string, fail: (position: number, message: string) => Error): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (text.slice(at).length - text.slice(at).trimStart().length);
    if (match === null) {
      const open = '\'"`'.includes(text[start]!);
      throw fail(
        start,
        open ? `the quote ${text[start]} is never closed` : `${JSON.stringify(text[start])} is not known`,
      );
    }
    found.push(token(match.groups!, start));
    at = TOKEN.lastIndex;
  }
  found.push({ kind: 'end', value: '', position: text.length });
  return found;
}

function token(groups: Record<string, string | undefined>, position: number): Token {
  const { symbol, number, single, double, column, word } = groups as {
    [name in 'symbol' | 'number' | 'single' | 'double' | 'column' | 'word']?: string;
  };
  if (symbol !== undefined) return { kind: 'symbol', value: SYMBOLS[symbol] ?? symbol, position };
  if (number !== undefined) return { kind: 'number', value: number, position };
  if (word !== undefined && Object.hasOwn(SYMBOLS, word))
    return { kind: 'symbol', value: SYMBOLS[word]!, position };
  if (word !== undefined) return { kind: 'word', value: word, position };
  if (column !== undefined) return { kind: 'word', value: column, position };
  return { kind: 'text', value: single ?? double ?? '', position };
}
