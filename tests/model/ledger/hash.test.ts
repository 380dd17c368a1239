import crypto from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('node:crypto');
  vi.resetModules();
});

it.each([
  ['with crypto.hash', crypto],
  ['without it, as before Node 20.12', { ...crypto, hash: undefined }],
])('SHA-256 %s gives the published vectors', async (_, stand) => {
  vi.resetModules();
  vi.doMock('node:crypto', () => ({ default: stand }));
  const { sha256, sha256Hex } = await import('../../../model/ledger/hash.js');
  // FIPS 180-2, appendix B.1 and B.2
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const two = '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1';
  expect(sha256Hex('abc')).toBe(abc);
  expect(sha256(Buffer.from('abc')).toString('hex')).toBe(abc);
  expect(sha256Hex('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(two);
});
