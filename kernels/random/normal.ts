/**
 * Normal variates as integers: 16 random bits index a table of the inverse normal distribution, in 1/1024 of a
 * standard deviation. Entry i is the quantile of (i + ½) / 65536, so the table is exactly antisymmetric, its mean
 * is 0, and no variate lies further out than 4.17 standard deviations.
 *
 * The quantiles come from algorithm AS 241, PPND16 (Wichura, "The percentage points of the normal distribution",
 * Applied Statistics 37, 1988): polynomials, one square root and one logarithm, rounded to an integer once.
 */

/** Table units in one standard deviation. */
export const NORMAL_UNIT = 1024;

const SIZE = 65_536;

const CENTRAL = [
  [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  [
    5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
  ],
] as const;

const MIDDLE = [
  [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
] as const;

/** A quotient of two polynomials by Horner's rule, highest power first. */
function rational(coefficients: readonly (readonly number[])[], x: number): number {
  const [above, below] = coefficients.map((terms) => terms.reduce((sum, term) => sum * x + term, 0));
  return above! / below!;
}

/** Quantile of p in (1e-11, ½]: the far tail of AS 241 is never asked for by a table of 16 bits. */
function lowerQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425) return q * rational(CENTRAL, 0.180625 - q * q);
  return -rational(MIDDLE, Math.sqrt(-Math.log(p)) - 1.6);
}

function buildTable(): Int16Array {
  const table = new Int16Array(SIZE);
  for (let i = 0; i < SIZE / 2; i++) {
    const value = Math.round(-lowerQuantile((i + 0.5) / SIZE) * NORMAL_UNIT);
    table[i] = -value;
    table[SIZE - 1 - i] = value;
  }
  return table;
}

const table = buildTable();

/** The normal variate of 16 random bits (0 … 65535), in 1/1024 of a standard deviation: −4270 … 4270. */
export function normalOf(bits: number): number {
  return table[bits & 0xffff]!;
}

/** Fills `out` with variates: two a word, low half first. `bits` holds at least half as many words. */
export function normals(bits: Uint32Array, out: Int16Array | Int32Array): typeof out {
  if (bits.length * 2 < out.length) {
    throw new RangeError(
      `${out.length} normal variates need ${Math.ceil(out.length / 2)} words; got ${bits.length}`,
    );
  }
  for (let i = 0; i < out.length; i++) out[i] = table[(bits[i >> 1]! >>> ((i & 1) << 4)) & 0xffff]!;
  return out;
}
