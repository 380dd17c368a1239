import { Exit, StarlingError } from '../../framework/errors.js';
import type { Kernels } from '../../kernels/index.js';
import { FixedPoint, type Table } from '../../model/traffic/capture/index.js';
import { NORMAL, UNSCORED } from '../../model/traffic/traffic.js';
import { parseCondition } from './expression.js';
import { type ForestTrial, forestAuroc } from './forest.js';
import { type LabelRules, meanings } from './labels.js';
import { readDetectTable } from './read.js';
import { rowsWhere, withoutLabel } from './rows.js';

export interface DetectOptions extends LabelRules {
  readonly label: string;
  /** T, 1…1024. */
  readonly trees: number;
  /** ψ, 2…4096. */
  readonly sample: number;
  /** Forests that are fitted, with the seeds 0 … seeds − 1. */
  readonly seeds: number;
  /** Rows to fit on; all rows by default. */
  readonly fitWhere?: string | undefined;
  /** Rows to score; by default those outside the part of `fitWhere` that does not mention the label. */
  readonly scoreWhere?: string | undefined;
  /** Feature columns; by default every numeric column but the label (Westermo: its 47 features). */
  readonly features?: readonly string[] | undefined;
}

export interface DetectResult {
  readonly file: string;
  readonly label: string;
  readonly rows: number;
  readonly fitted: number;
  readonly scored: number;
  readonly anomalies: number;
  readonly features: number;
  readonly trees: number;
  readonly sample: number;
  readonly seeds: number;
  /** Area under the ROC curve, 0…1; `sd` is the sample standard deviation over the seeds, null for one seed. */
  readonly auroc: { readonly mean: number; readonly sd: number | null; readonly values: readonly number[] };
}

/** A detection with its rows read and chosen; `run` fits and scores on a device's kernels. */
export interface Detection {
  run(kernels: Kernels): Promise<DetectResult>;
}

/**
 * The isolation forest alone on any table: fits on some rows, scores others, and asks how well the scores tell the
 * anomalous labels from the normal ones. Features pass one linear map, fitted on the fitting rows, to 16 bits.
 *
 * @throws StarlingError (exit code 2) when the file, a column, a condition or the labels do not allow it
 */
export function prepareDetection(file: string, options: DetectOptions): Detection {
  const fitWhere =
    options.fitWhere === undefined ? undefined : parseCondition(options.fitWhere, '--fit-where');
  const scoreWhere =
    options.scoreWhere === undefined ? undefined : parseCondition(options.scoreWhere, '--score-where');
  const { table, features } = readDetectTable(file, options, [fitWhere, scoreWhere]);
  const { codes, words } = table.texts.get(options.label)!;
  const meaning = meanings(words, options.label, table.names, options, file);

  const fit = fitWhere === undefined ? new Uint8Array(table.rows).fill(1) : rowsWhere(fitWhere, table);
  const split = fitWhere === undefined ? undefined : withoutLabel(fitWhere, options.label);
  const score =
    scoreWhere !== undefined
      ? rowsWhere(scoreWhere, table)
      : split === undefined
        ? new Uint8Array(table.rows).fill(1)
        : rowsWhere({ kind: 'not', part: split }, table);
  for (let row = 0; row < table.rows; row++) if (meaning[codes[row]!] === UNSCORED) score[row] = 0;

  const fitRows = indices(fit);
  const scoreRows = indices(score);
  const truth = Uint8Array.from(scoreRows, (row) => meaning[codes[row]!]!);
  const anomalies = truth.reduce((count, code) => count + (code === NORMAL ? 0 : 1), 0);
  refuseDegenerate(file, fitRows.length, scoreRows.length, anomalies);

  const maps = features.map((name) => new FixedPoint(table.numbers.get(name)!, fitRows));
  const { trees, sample, seeds } = options;
  const trial: ForestTrial = {
    fit: matrix(table, features, maps, fitRows),
    score: matrix(table, features, maps, scoreRows),
    features: features.length,
    truth,
    trees,
    sample,
    seeds,
  };
  const told = {
    file,
    label: options.label,
    rows: table.rows,
    fitted: fitRows.length,
    scored: scoreRows.length,
    anomalies,
    features: features.length,
    trees,
    sample,
    seeds,
  };
  return {
    run: async (kernels) => {
      const values = await forestAuroc(kernels, trial);
      return { ...told, auroc: { ...spread(values), values } };
    },
  };
}

function refuseDegenerate(file: string, fitted: number, scored: number, anomalies: number): void {
  const refuse = (message: string, hint: string) =>
    new StarlingError(message, { code: Exit.usage, place: file, hint });
  if (fitted < 2) {
    throw refuse(`${fitted} rows match --fit-where; a forest needs at least 2.`, 'Loosen the condition.');
  }
  if (anomalies === 0 || anomalies === scored) {
    throw refuse(
      `${scored} rows are scored, ${anomalies} of them anomalous: the area under the curve needs both kinds.`,
      'Choose the scored rows with --score-where, and say which labels are which with --normal and --attack.',
    );
  }
}

function indices(held: Uint8Array): Uint32Array {
  const rows = new Uint32Array(held.reduce((count, h) => count + h, 0));
  let at = 0;
  for (let row = 0; row < held.length; row++) if (held[row] === 1) rows[at++] = row;
  return rows;
}

/** [rows, features] 16-bit values. */
function matrix(
  table: Table,
  features: readonly string[],
  maps: readonly FixedPoint[],
  rows: Uint32Array,
): Uint16Array {
  const out = new Uint16Array(rows.length * features.length);
  for (const [f, name] of features.entries()) {
    const values = table.numbers.get(name)!;
    const map = maps[f]!;
    for (let i = 0; i < rows.length; i++) out[i * features.length + f] = map.code(values[rows[i]!]!);
  }
  return out;
}

function spread(values: readonly number[]): { mean: number; sd: number | null } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
