import type { DesignValue } from '../design.js';

/** What a parameter is sampled from: a range, or some values of equal chance. */
export interface SampledParameter {
  /** Least value of a range. */
  readonly min?: number | undefined;
  /** Greatest value of a range. */
  readonly max?: number | undefined;
  /** `log`: equal factors are equally likely, and `min` is above 0. `linear` where absent. */
  readonly scale?: 'linear' | 'log' | undefined;
  /** Whole numbers from `min` to `max`, both of them among these. */
  readonly integer?: boolean | undefined;
  /** In place of a range: values, each equally likely. */
  readonly values?: readonly DesignValue[] | undefined;
}

/** The significant digits of sampled numbers: they are read by people, and no last bit of a logarithm is in them. */
const DIGITS = 9;

/** The value of a parameter for a share in [0, 1) of its range. */
export function valueAt(parameter: SampledParameter, share: number): DesignValue {
  const { min = 0, max = 1, scale, integer, values } = parameter;
  if (values !== undefined) return values[Math.floor(share * values.length)]!;
  const end = integer === true ? max + 1 : max;
  const at =
    scale === 'log'
      ? Math.exp(Math.log(min) + share * (Math.log(end) - Math.log(min)))
      : min + share * (end - min);
  const value = integer === true ? Math.floor(at) : Number(at.toPrecision(DIGITS));
  return Math.min(max, Math.max(min, value)) + 0;
}

/** What is wrong with a parameter, and what to do; undefined where it can be sampled. */
export function parameterFault(
  parameter: SampledParameter,
): readonly [message: string, hint: string] | undefined {
  const { min, max, scale, integer, values } = parameter;
  if (values !== undefined) {
    if (min !== undefined || max !== undefined || scale === 'log' || integer === true)
      return ['values and a range are given', 'keep one of the two'];
    return values.length === 0 ? ['a list without values', 'give it at least one'] : undefined;
  }
  if (min === undefined || max === undefined) return ['no range', 'give min and max, or a list of values'];
  if (!Number.isFinite(min) || !Number.isFinite(max) || min >= max)
    return [`a range from ${min} to ${max}`, 'expected min below max'];
  if (scale === 'log' && min <= 0)
    return [`a logarithmic range from ${min}`, 'give a min above 0, or leave scale away'];
  if (integer === true && !(Number.isSafeInteger(min) && Number.isSafeInteger(max)))
    return [`whole numbers from ${min} to ${max}`, 'give whole numbers as min and max'];
  return undefined;
}
