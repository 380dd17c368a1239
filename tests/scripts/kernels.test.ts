import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/kernels/main.mjs', import.meta.url));

test('without a compiler the kernels are said to be missing, and the installation goes on', () => {
  const env = { ...process.env, CXX: '/nowhere/c++' };
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', env });
  expect(status).toBe(0);
  expect(stderr.trim()).toBe(
    'compiled kernels: not available, the JavaScript kernels serve instead: CXX names /nowhere/c++, which does not start',
  );
});
