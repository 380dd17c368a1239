import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../scripts/node24.sh', import.meta.url));

test.each(['smoke', 'byzantine', 'partition'])('%s has the same digest on Node 24 as here', (name) => {
  const scenario = fileURLToPath(new URL(`../../../scenarios/${name}.yaml`, import.meta.url));
  const { status, stderr } = spawnSync('bash', [script, scenario, '--device', 'cpu'], { encoding: 'utf8' });
  expect(stderr).toContain('the digests are the same');
  expect(status).toBe(0);
});
