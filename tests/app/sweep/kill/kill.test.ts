import { afterAll, expect, test } from 'vitest';
import { Folder } from '../../starling.js';
import { killSweep, SCENARIO, sweepFile, sweepStraight } from './kill.js';

const folder = new Folder();
afterAll(() => folder.remove());
folder.write('killed-base.yaml', SCENARIO);
folder.write('killed.yaml', sweepFile(24));

test('a sweep whose driver and worker are killed comes to the tables of one that nothing disturbed', async () => {
  await sweepStraight(folder.path, 'straight');
  const kills = [3, 6].map((begun) => ({ begun, later: 0 }));
  expect(await killSweep(folder.path, 'straight', kills)).toBe(2);
});
