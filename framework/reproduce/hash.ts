/** Where a fingerprint begins. */
export const START = 0x9747b28c;

/** Takes one 32-bit word into a fingerprint (the step of MurmurHash3). Fast, and no defence against an adversary. */
export function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** Spreads a fingerprint over all its bits: an unsigned 32-bit number. */
export function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** A number by its bits: −0 is not 0, and all that is no number is one. */
export function mixNumber(hash: number, value: number): number {
  float[0] = value;
  return mix(mix(hash, words[0]!), words[1]!);
}

export function mixText(hash: number, text: string): number {
  let h = mix(hash, text.length);
  for (let i = 0; i < text.length; i++) h = mix(h, text.charCodeAt(i));
  return h;
}
