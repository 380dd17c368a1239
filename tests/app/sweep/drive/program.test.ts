import { expect, test } from 'vitest';
import { readSweep, writeSweep } from '../../../../app/sweep/file/index.js';
import { driveFake, sweepFolders, sweepOf } from './support.js';

const { make } = sweepFolders();

test('what is left of a sweep is not done by another version; what is done is told', async () => {
  const place = await make({ ...sweepOf(1, 2), version: '0.0.1' });
  await expect(driveFake(place)).rejects.toThrow('the sweep was begun with Starling 0.0.1');
  const cancelled = await driveFake(place, undefined, { cancel: true });
  expect(cancelled.summary.runs).toMatchObject({ aborted: 2 });
  const done = await make(sweepOf(1, 2));
  await driveFake(done);
  writeSweep(done, { ...readSweep(done), version: '0.0.1' });
  expect((await driveFake(done)).summary.runs).toMatchObject({ succeeded: 2 });
});
