import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../model/ledger/hash.js';
import { CompactRange, leafHash, nodeHash } from '../../../model/ledger/index.js';

// Test data of Google's Certificate Transparency implementation (merkle_tree_test.cc): inputs and tree hashes.
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('CompactRange', () => {
  it.each(ROOTS.map((root, size) => ({ root, size })))(
    'gives the published root of $size leaves',
    ({ root, size }) => {
      const tree = new CompactRange();
      for (const input of INPUTS.slice(0, size)) tree.push(leafHash(Buffer.from(input, 'hex')));
      expect(tree.size).toBe(size);
      expect(tree.root().toString('hex')).toBe(root);
    },
  );

  it('agrees with the recursive definition at every size, and a clone grows on its own', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 70 }), (texts) => {
        const leaves = texts.map((text) => leafHash(text));
        const tree = new CompactRange();
        leaves.forEach((leaf, i) => {
          const copy = tree.clone();
          copy.push(sha256('another leaf'));
          expect(tree.root()).toEqual(treeHash(leaves.slice(0, i)));
          tree.push(leaf);
        });
        expect(tree.root()).toEqual(treeHash(leaves));
      }),
    );
  });

  it('hashes a string as its UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(leafHash(text)).toEqual(leafHash(Buffer.from(text, 'utf8')));
      }),
    );
  });
});

/** MTH of RFC 6962, section 2.1, word for word. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}
