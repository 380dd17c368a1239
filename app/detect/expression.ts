import { Exit, StarlingError } from '../../framework/errors.js';
import { type Token, tokens } from './tokens.js';

/** A condition on the columns of a table. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly column: string; readonly operator: Ordering; readonly value: number }
  | { readonly kind: 'one-of'; readonly column: string; readonly values: readonly (string | number)[] };

export type Ordering = '<' | '<=' | '>' | '>=';

const MAX_LENGTH = 4096;
const MAX_DEPTH = 64;

/**
 * Parses a condition such as `startOffset < 1360 && NST_M_Label == 'Normal'`.
 *
 * Comparisons `==` `!=` `<` `<=` `>` `>=` and lists `column in (a, b)`, `column not in (a, b)`, joined by `&&` (and), `||` (or),
 * `!` (not) and parentheses. On the left stands a column (in backticks when its name is no word), on the right a number,
 * a text in quotes, or a bare word, which is a text. A number equals a field that reads as that number.
 *
 * @throws StarlingError (exit code 2) with the position of what was not understood.
 */
export function parseCondition(text: string, option: string): Condition {
  if (text.length > MAX_LENGTH) {
    throw new StarlingError(`The condition is longer than ${MAX_LENGTH} characters.`, {
      code: Exit.usage,
      place: option,
      hint: 'Write a shorter one, with lists: column in (a, b).',
    });
  }
  return new Parser(text, option).parse();
}

/** Columns that a condition reads: ordered comparisons need numbers, the rest is compared as text. */
export function columnsOf(condition: Condition): { numbers: string[]; texts: string[] } {
  switch (condition.kind) {
    case 'compare':
      return { numbers: [condition.column], texts: [] };
    case 'one-of':
      return { numbers: [], texts: [condition.column] };
    case 'not':
      return columnsOf(condition.part);
    default: {
      const parts = condition.parts.map(columnsOf);
      return { numbers: parts.flatMap((part) => part.numbers), texts: parts.flatMap((part) => part.texts) };
    }
  }
}

class Parser {
  readonly #text: string;
  readonly #option: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string, option: string) {
    this.#text = text;
    this.#option = option;
    this.#tokens = tokens(text, (position, message) => this.#error(position, message));
  }

  parse(): Condition {
    const condition = this.#or();
    const token = this.#peek();
    if (token.kind !== 'end') throw this.#error(token.position, `${shown(token)} was not expected here`);
    return condition;
  }

  #or(): Condition {
    if (++this.#depth > MAX_DEPTH) throw this.#error(this.#peek().position, `more than ${MAX_DEPTH} levels`);
    const parts = [this.#and()];
    while (this.#take('||')) parts.push(this.#and());
    this.#depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #and(): Condition {
    const parts = [this.#not()];
    while (this.#take('&&')) parts.push(this.#not());
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #not(): Condition {
    let negated = false;
    while (this.#take('!')) negated = !negated;
    const part = this.#take('(') ? this.#closed() : this.#comparison();
    return negated ? { kind: 'not', part } : part;
  }

  #closed(): Condition {
    const condition = this.#or();
    this.#expect(')');
    return condition;
  }

  #comparison(): Condition {
    const left = this.#next();
    if (left.kind !== 'word') throw this.#error(left.position, `expected a column, found ${shown(left)}`);
    const column = left.value;
    if (this.#take('!')) {
      this.#expect('in');
      return { kind: 'not', part: { kind: 'one-of', column, values: this.#list() } };
    }
    if (this.#take('in')) return { kind: 'one-of', column, values: this.#list() };
    const operator = this.#next();
    const value = (): string | number => this.#literal();
    switch (operator.value) {
      case '==':
        return { kind: 'one-of', column, values: [value()] };
      case '!=':
        return { kind: 'not', part: { kind: 'one-of', column, values: [value()] } };
      case '<':
      case '<=':
      case '>':
      case '>=': {
        const { position } = this.#peek();
        const bound = value();
        if (typeof bound === 'number')
          return { kind: 'compare', column, operator: operator.value, value: bound };
        throw this.#error(
          position,
          `${operator.value} compares with a number, not with ${JSON.stringify(bound)}`,
        );
      }
      default:
        throw this.#error(operator.position, `expected ==, !=, <, <=, >, >= or in, found ${shown(operator)}`);
    }
  }

  #list(): (string | number)[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#take(',')) values.push(this.#literal());
    this.#expect(')');
    return values;
  }

  #literal(): string | number {
    const token = this.#next();
    if (token.kind === 'number') return Number(token.value);
    if (token.kind === 'text' || token.kind === 'word') return token.value;
    throw this.#error(token.position, `expected a number or a text, found ${shown(token)}`);
  }

  #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #take(symbol: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'symbol' || token.value !== symbol) return false;
    this.#at++;
    return true;
  }

  #expect(symbol: string): void {
    const token = this.#peek();
    if (!this.#take(symbol)) throw this.#error(token.position, `expected ${symbol}, found ${shown(token)}`);
  }

  #error(position: number, message: string): StarlingError {
    const from = Math.max(0, position - 24);
    const near = this.#text.slice(from, position + 24);
    return new StarlingError(`The condition cannot be read at character ${position + 1}: ${message}.`, {
      code: Exit.usage,
      place: this.#option,
      hint: `Near ${JSON.stringify(near)}. Expected something like "time < 1360 && label == 'Normal'".`,
    });
  }
}

const shown = (token: Token): string => (token.kind === 'end' ? 'the end' : JSON.stringify(token.value));
