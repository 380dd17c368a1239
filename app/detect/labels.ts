import { Exit, StarlingError } from '../../framework/errors.js';
import { nearest } from '../../framework/nearest.js';
import { isWestermo, WESTERMO_ATTACKS, WESTERMO_NORMAL } from '../../model/traffic/capture/index.js';
import { NORMAL, UNSCORED } from '../../model/traffic/traffic.js';

const ANOMALY = 1;
/** Labels that mean normal where nothing else is said, whatever their case. */
const NORMAL_NAMES = ['0', '0.0', 'normal', 'benign', 'false'];

/** The multi-class labels of the Westermo flows: by network security tools and by injection time. */
const WESTERMO_LABELS = ['NST_M_Label', 'IT_M_Label'];

export interface LabelRules {
  readonly normal?: readonly string[] | undefined;
  readonly attack?: readonly string[] | undefined;
}

/**
 * What each label means: normal, anomalous, or left out. An empty label is left out. `normal` and `attack` list labels; with
 * `attack` the labels in neither list are left out. Without them the usual names of normal are normal and the rest is
 * anomalous, and the Westermo flows take the data set's own scoring: its MISCONF classes and GOOD-SSH are left out.
 *
 * @returns the truth code of each label
 * @throws StarlingError (exit code 2) when no label is normal, none is anomalous, or a listed one does not occur
 */
export function meanings(
  words: readonly string[],
  label: string,
  columns: readonly string[],
  rules: LabelRules,
  file: string,
): Uint8Array {
  const westermo = isWestermo(columns) && WESTERMO_LABELS.includes(label);
  const attack = rules.attack ?? (westermo && rules.normal === undefined ? WESTERMO_ATTACKS : undefined);
  const normal = rules.normal ?? (westermo ? [WESTERMO_NORMAL] : undefined);
  refuseUnknown(rules.normal, words, '--normal');
  refuseUnknown(rules.attack, words, '--attack');
  const meaning = Uint8Array.from(words, (word) => {
    if (word.trim() === '') return UNSCORED;
    if (attack?.includes(word)) return ANOMALY;
    if (normal?.includes(word) ?? NORMAL_NAMES.includes(word.trim().toLowerCase())) return NORMAL;
    return attack === undefined ? ANOMALY : UNSCORED;
  });
  for (const [code, what, option] of [
    [NORMAL, 'normal', '--normal'],
    [ANOMALY, 'anomalous', '--attack'],
  ] as const) {
    if (meaning.includes(code)) continue;
    throw new StarlingError(`No value of the label column "${label}" is known as ${what}.`, {
      code: Exit.usage,
      place: `${file}:1`,
      hint: `It holds ${listed(words)}. Name the ${what} ones with ${option}.`,
    });
  }
  return meaning;
}

function refuseUnknown(
  listedWords: readonly string[] | undefined,
  words: readonly string[],
  option: string,
): void {
  for (const word of listedWords ?? []) {
    if (words.includes(word)) continue;
    const guess = nearest(word, words);
    throw new StarlingError(`No row has the label ${JSON.stringify(word)}.`, {
      code: Exit.usage,
      place: option,
      hint:
        guess === undefined ? `The labels are ${listed(words)}.` : `Did you mean ${JSON.stringify(guess)}?`,
    });
  }
}

const listed = (words: readonly string[]): string =>
  words
    .slice(0, 8)
    .map((word) => JSON.stringify(word.slice(0, 40)))
    .join(', ') + (words.length > 8 ? ` and ${words.length - 8} others` : '');
