import { afterAll, expect, test } from 'vitest';
import { RandomStreams } from '../../framework/index.js';
import { Folder } from '../app/starling.js';
import { killSweep, SCENARIO, sweepFile, sweepStraight } from '../app/sweep/kill/kill.js';

const KILLS = 20;

const folder = new Folder();
afterAll(() => folder.remove());
folder.write('killed-base.yaml', SCENARIO);
folder.write('killed.yaml', sweepFile(200));

test('a sweep of 200 runs whose driver and a worker are killed 20 times comes to the same tables', async () => {
  await sweepStraight(folder.path, 'straight');
  const random = new RandomStreams(7).stream('kills').cursor(0, 0);
  const kills = Array.from({ length: KILLS }, () => ({
    begun: 1 + random.below(6),
    later: random.below(60),
  }));
  expect(await killSweep(folder.path, 'straight', kills)).toBe(KILLS);
});
