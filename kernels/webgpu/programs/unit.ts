import { DIRECTION_NORM } from '../../bounds.js';
import { wide } from './wide.js';

/**
 * WGSL of `unitDirection` (kernels/directions.ts) for vectors whose squared length is below 2^52. `scaled_root(squares)`
 * answers ⌊√(4^s squares)⌋ and s; `unit(z, root)` what becomes of one component. For the zero vector the root is 0,
 * and `unit` of it 0.
 */
export const unit = `
${wide}
struct ScaledRoot { root: u32, shift: u32 }
fn scaled_root(squares: vec2u) -> ScaledRoot {
  if (squares.x == 0u && squares.y == 0u) { return ScaledRoot(0u, 0u); }
  var scaled = squares;
  var shift = 0u;
  while (scaled.y == 0u && scaled.x < ${1 << 26}u) {
    scaled.x *= 4u;
    shift++;
  }
  return ScaledRoot(wide_root(scaled), shift);
}
fn unit(z: i32, by: ScaledRoot) -> i32 {
  if (z == 0) { return 0; }
  let double = wide_product(u32(abs(z)) << by.shift, ${2 * DIRECTION_NORM}u);
  // floor((2 · 127 · size + root) / (2 · root)): the largest q with (2 q − 1) · root ≤ 2 · 127 · size.
  var rounded = 0u;
  for (var bit = 128u; bit > 0u; bit >>= 1u) {
    let next = rounded | bit;
    if (wide_at_most(wide_product(2u * next - 1u, by.root), double)) { rounded = next; }
  }
  return select(i32(rounded), -i32(rounded), z < 0);
}`;
