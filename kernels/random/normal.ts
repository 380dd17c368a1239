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
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
] as const;

const MIDDLE = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
] as const;

/** A quotient of two polynomials by Horner's rule, highest power first. */
function rational([above, below]: typeof CENTRAL | typeof MIDDLE, x: number): number {
  return polynomial(above, x) / polynomial(below, x);
}

function polynomial(terms: readonly number[], x: number): number {
  let sum = 0;
  for (let k = 0; k < terms.length; k++) sum = sum * x + terms[k]!;
  return sum;
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

/** `normalTable[bits]`: the normal variate of 16 random bits, in 1/1024 of a standard deviation. */
export const normalTable: Readonly<Int16Array> = buildTable();

/** The normal variate of 16 random bits (0 … 65535), in 1/1024 of a standard deviation: −4270 … 4270. */
export function normalOf(bits: number): number {
  return normalTable[bits & 0xffff]!;
}

/** Fills `out` with variates: two a word, low half first. `bits` holds at least half as many words. */
export function normals<Out extends Int16Array | Int32Array>(bits: Uint32Array, out: Out): Out {
  if (bits.length * 2 < out.length) {
    throw new RangeError(
      `${out.length} normal variates need ${Math.ceil(out.length / 2)} words; got ${bits.length}`,
    );
  }
  for (let i = 0; i < out.length; i++) out[i] = normalTable[(bits[i >> 1]! >>> ((i & 1) << 4)) & 0xffff]!;
  return out;
}
