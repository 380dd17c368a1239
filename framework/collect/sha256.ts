import { StarlingError } from '../errors.js';

/** A hash in the middle of its work: what was hashed so far, and the bytes that wait for a block to be full. */
export interface Sha256State {
  /** [8] */
  readonly hash: Int32Array;
  readonly rest: Uint8Array;
  readonly bytes: number;
}

const BLOCK = 64;

/**
 * SHA-256 (FIPS 180-4) whose state can be saved in the middle, which that of `node:crypto` can't: that one is some eight
 * times as fast, so this is for runs that keep checkpoints.
 */
export class Sha256 {
  readonly #hash = rootsOfPrimes().initial.slice();
  readonly #rest = new Uint8Array(BLOCK);
  readonly #words = new Int32Array(64);
  #bytes = 0;

  update(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    let waiting = this.#bytes % BLOCK;
    let at = 0;
    if (waiting > 0) {
      at = Math.min(BLOCK - waiting, bytes.length);
      this.#rest.set(bytes.subarray(0, at), waiting);
      waiting += at;
      if (waiting === BLOCK) this.#block(this.#rest, 0);
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#block(bytes, at);
    if (at < bytes.length) this.#rest.set(bytes.subarray(at), 0);
    this.#bytes += bytes.length;
  }

  /** Of all that came so far, 64 hexadecimal digits; more may come. */
  digest(): string {
    const last = new Sha256();
    last.restore(this.save());
    const waiting = this.#bytes % BLOCK;
    const end = new Uint8Array(waiting < BLOCK - 8 ? BLOCK - waiting : 2 * BLOCK - waiting);
    end[0] = 0x80;
    new DataView(end.buffer).setBigUint64(end.length - 8, BigInt(this.#bytes) * 8n);
    last.update(end);
    return Array.from(last.#hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  save(): Sha256State {
    return { hash: this.#hash.slice(), rest: this.#rest.slice(0, this.#bytes % BLOCK), bytes: this.#bytes };
  }

  /** @throws StarlingError for what `save` can't have answered */
  restore({ hash, rest, bytes }: Sha256State): void {
    if (hash.length !== 8 || rest.length !== bytes % BLOCK)
      throw new StarlingError('This is no state of a hash.');
    this.#hash.set(hash);
    this.#rest.set(rest);
    this.#bytes = bytes;
  }

  /** Section 6.2.2. */
  #block(bytes: Uint8Array, from: number): void {
    const { constants } = rootsOfPrimes();
    const hash = this.#hash;
    const words = this.#words;
    for (let t = 0, at = from; t < 16; t++, at += 4)
      words[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    for (let t = 16; t < 64; t++) {
      const x = words[t - 15]!;
      const y = words[t - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[t] = words[t - 16]! + s0 + words[t - 7]! + s1;
    }
    let [a, b, c, d] = [hash[0]!, hash[1]!, hash[2]!, hash[3]!];
    let [e, f, g, h] = [hash[4]!, hash[5]!, hash[6]!, hash[7]!];
    for (let t = 0; t < 64; t++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const first = (h + s1 + ((e & f) ^ (~e & g)) + constants[t]! + words[t]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    hash[0]! += a;
    hash[1]! += b;
    hash[2]! += c;
    hash[3]! += d;
    hash[4]! += e;
    hash[5]! += f;
    hash[6]! += g;
    hash[7]! += h;
  }
}

interface Roots {
  readonly constants: Int32Array;
  readonly initial: Int32Array;
}

let roots: Roots | undefined;

/**
 * The constants of sections 4.2.2 and 5.3.3, reckoned when first wanted: the first 32 bits of the fractions of the cube
 * roots of the first 64 primes, and of the square roots of the first eight.
 */
function rootsOfPrimes(): Roots {
  if (roots !== undefined) return roots;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (prime: number, power: number): number => {
    // The whole root of prime · 2^(32 · power): that of the prime, with 32 more bits.
    const wanted = BigInt(prime) << BigInt(32 * power);
    let root = 0n;
    for (let bit = 1n << 40n; bit > 0n; bit >>= 1n) {
      let product = 1n;
      for (let i = 0; i < power; i++) product *= root | bit;
      if (product <= wanted) root |= bit;
    }
    return Number(BigInt.asIntN(32, root));
  };
  roots = {
    constants: Int32Array.from(primes, (prime) => fraction(prime, 3)),
    initial: Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 2)),
  };
  return roots;
}
