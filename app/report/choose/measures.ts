import type { Threshold } from '../../sweep/thresholds/index.js';
import type { Figures } from '../read/index.js';
import { short } from './factors.js';
import { GLOSSARY, HEADLINES, type Term } from './glossary.js';

/** An outcome, and what people are told of it. */
export interface Measure extends Term {
  readonly name: string;
}

/** The outcomes of a sweep, sorted by what is done with them. */
export interface Measures {
  /** Those that are drawn. */
  readonly drawn: readonly Measure[];
  /** Others that vary: told in a table. */
  readonly told: readonly Measure[];
  /** Those that are the same in every run. */
  readonly constant: readonly Measure[];
}

/** Most outcomes that are drawn. */
export const DRAWN = 8;

/**
 * Which outcomes are drawn: those that vary and are asked for by thresholds or known to be what the model is judged by; of a
 * model that nothing is known of, the first.
 */
export function measuresOf(outcomes: Figures, thresholds: readonly Threshold[]): Measures {
  const { names } = outcomes;
  const measure = (name: string) => measureOf(name, thresholds);
  const varying = names.filter((name) => outcomes.varies(name));
  const wanted = [...HEADLINES, ...thresholds.map(({ figure }) => figure)];
  const judged = [...new Set(wanted)].filter((name) => varying.includes(name));
  const drawn = (judged.length > 0 ? judged : varying).slice(0, DRAWN);
  return {
    drawn: drawn.map(measure),
    told: varying.filter((name) => !drawn.includes(name)).map(measure),
    constant: names.filter((name) => !varying.includes(name)).map(measure),
  };
}

/** What is known of an outcome; where nothing is, a threshold says which way is better. */
export function measureOf(name: string, thresholds: readonly Threshold[] = []): Measure {
  const term = Object.hasOwn(GLOSSARY, name) ? GLOSSARY[name]! : { title: worded(name) };
  const better = term.better ?? directionOf(name, thresholds);
  return { name, ...term, ...(better === undefined ? {} : { better }) };
}

function directionOf(name: string, thresholds: readonly Threshold[]): Term['better'] {
  const asked = thresholds.find(({ figure, operator }) => figure === name && /^[<>]/.test(operator));
  return asked && (asked.operator.startsWith('>') ? 'higher' : 'lower');
}

/** `time_to_peak` as `Time to peak`. */
function worded(name: string): string {
  const words = short(name, 60).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `Time to protection (steps)`. */
export const withUnit = ({ title, unit }: Term): string =>
  unit === undefined ? title : `${title} (${unit})`;
