import { nearest } from '../../../framework/nearest.js';
import { type Aggregate, OPERATORS, type Operator, type Threshold } from './threshold.js';

const GRAMMAR =
  /^\s*(?:([a-z]\w*(?:\.\d+)?)\s*\(\s*([A-Za-z_][\w.]*)\s*\)|([A-Za-z_][\w.]*))\s*([<>=!]+)\s*(\S+)\s*$/;
const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,3})?|100)$/;
const WORDS = ['mean', 'median', 'min', 'max'] as const;

/**
 * Reads `[AGGREGATE(]FIGURE[)] OPERATOR NUMBER`, as `recall >= 0.6` (the mean), `median(fpr) <= 0.03` or
 * `p95(time_to_protection) < 200`.
 * @returns the threshold without its `where`, or what is wrong in one line
 */
export function parseThreshold(text: string): Omit<Threshold, 'where'> | string {
  const match = GRAMMAR.exec(text);
  if (match === null)
    return 'expected a figure, a comparison and a number, such as `recall >= 0.6` or `p95(time_to_protection) < 200`';
  const [, word = 'mean', inside, bare, operator, number] = match;
  const aggregate = aggregateOf(word);
  if (aggregate === undefined) {
    const meant = nearest(word, WORDS);
    return `expected mean, median, min, max or a percentile such as p95 before the bracket; got ${word}${
      meant === undefined ? '' : `; did you mean ${meant}?`
    }`;
  }
  if (!OPERATORS.includes(operator as Operator))
    return `expected one of ${OPERATORS.join(' ')}; got ${operator}`;
  const bound = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(number!) ? Number(number) : Number.NaN;
  if (!Number.isFinite(bound)) return `expected a number at the end; got ${number!.slice(0, 40)}`;
  return { text: text.trim(), figure: inside ?? bare!, aggregate, operator: operator as Operator, bound };
}

function aggregateOf(word: string): Aggregate | undefined {
  const fixed = WORDS.find((each) => each === word);
  if (fixed !== undefined) return fixed;
  const percentile = PERCENTILE.exec(word);
  return percentile === null ? undefined : { percentile: Number(percentile[1]) };
}
