import { quoted } from '../../sweep/results/sql.js';
import type { CurveOf } from '../read/curves.js';
import type { Measures } from './measures.js';
import { type Measure, measureOf } from './measures.js';

/** Most columns that are drawn against the step. */
const MOST = 8;

/** A curve and what people are told of it. */
export interface DrawnCurve extends CurveOf {
  readonly measure: Measure;
}

const column = (name: string) => `coalesce(sum(${name}), 0)`;
const ratio = (part: string, whole: string) => `${part}::DOUBLE / nullif(${whole}, 0)`;

/** Rates of detection: of the counts of all steps in a bin, not means of the steps' rates. */
const RATES = [
  ['recall', ratio(column('tp'), `${column('tp')} + ${column('fn')}`)],
  ['fpr', ratio(column('fp'), `${column('fp')} + ${column('tn')}`)],
] as const;

const COUNTED: ReadonlySet<string> = new Set(['tp', 'fp', 'tn', 'fn', 'clock']);
/** What the security model is looked at for besides, best first. */
const PREFERRED = ['auroc', 'entries', 'accepted', 'pending', 'vetoes', 'messages'];

/** Which columns of the table `model` are drawn: rates of detection where its counts are there; of other models, what is an outcome too, then the others. */
export function curvesOf(columns: readonly string[], { drawn, told }: Measures): DrawnCurve[] {
  const counts = ['tp', 'fp', 'tn', 'fn'].every((name) => columns.includes(name));
  const outcomes = [...drawn, ...told].map(({ name }) => name);
  const others = columns.filter((name) => !(counts && COUNTED.has(name)));
  const wanted = counts ? PREFERRED : [...outcomes, ...others];
  const names = [...new Set(wanted)].filter((name) => others.includes(name));
  return [
    ...(counts ? RATES : []).map(([name, expression]) => ({ name, expression, measure: measureOf(name) })),
    ...names.map((name) => ({
      name,
      expression: `avg(${quoted(name)}::DOUBLE)`,
      measure: perStep(measureOf(name)),
    })),
  ].slice(0, MOST);
}

/** A count of a step, not of a run. */
const perStep = (measure: Measure): Measure =>
  measure.isCount === true && measure.isStock !== true
    ? {
        ...measure,
        unit: measure.unit === undefined ? 'a step' : `${measure.unit} a step`,
        meaning: undefined,
      }
    : measure;
