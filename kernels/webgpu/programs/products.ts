/** WGSL: `product(i, j)`, the dot product of `features()` values from `a`'s i and `b`'s j on, exact. */
export const productOf = (a: string, b: string): string => `
fn product(i: u32, j: u32) -> i32 {
  var sum = 0;
  for (var f = 0u; f < features(); f++) { sum += ${a}(i + f) * ${b}(j + f); }
  return sum;
}`;
