/** WGSL: unsigned numbers of 64 bits as pairs, the low word first. */
export const wide = `
fn wide_product(a: u32, b: u32) -> vec2u {
  let low = (a & 0xffffu) * (b & 0xffffu);
  // None of the sums passes 32 bits: 0xffff² + 2 · 0xffff is 2^32 − 1.
  let middle = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return vec2u((other << 16u) | (low & 0xffffu), (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u));
}
fn wide_sum(a: vec2u, b: vec2u) -> vec2u {
  let low = a.x + b.x;
  return vec2u(low, a.y + b.y + select(0u, 1u, low < a.x));
}
fn wide_at_most(a: vec2u, b: vec2u) -> bool { return a.y < b.y || (a.y == b.y && a.x <= b.x); }
// floor(a / b), where it fits 32 bits; b is 1 … 2^31.
fn wide_quotient(a: vec2u, b: u32) -> u32 {
  var rest = a.y % b;
  var quotient = 0u;
  for (var bit = 32u; bit > 0u; bit--) {
    rest = (rest << 1u) | ((a.x >> (bit - 1u)) & 1u);
    quotient <<= 1u;
    if (rest >= b) {
      rest -= b;
      quotient |= 1u;
    }
  }
  return quotient;
}
// floor(sqrt(a)) for a < 2^52.
fn wide_root(a: vec2u) -> u32 {
  var root = 0u;
  for (var bit = 1u << 25u; bit > 0u; bit >>= 1u) {
    let next = root | bit;
    if (wide_at_most(wide_product(next, next), a)) { root = next; }
  }
  return root;
}`;
