/** WGSL: `philox(block, step, agent, stream, key)` gives the four words of a block (kernels/random/philox.ts). */
export const philox = `
// High word of a product, by 16-bit limbs: no intermediate sum passes 2^32.
fn highProduct(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}

fn philox(block: u32, step: u32, agent: u32, stream: u32, key: vec2u) -> vec4u {
  var x = vec4u(block, step, agent, stream);
  var k = key;
  for (var round = 0u; round < 10u; round++) {
    x = vec4u(
      highProduct(0xcd9e8d57u, x.z) ^ x.y ^ k.x,
      0xcd9e8d57u * x.z,
      highProduct(0xd2511f53u, x.x) ^ x.w ^ k.y,
      0xd2511f53u * x.x,
    );
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return x;
}`;
