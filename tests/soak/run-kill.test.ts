import { afterAll, expect, test } from 'vitest';
import { RandomStreams } from '../../framework/index.js';
import { CASES, killAndResume, runStraight, SCENARIO } from '../app/kill/kill.js';
import { Folder } from '../app/starling.js';

const KILLS = 100;

const folder = new Folder();
afterAll(() => folder.remove());
folder.write('killed.yaml', SCENARIO);

/** 100 kills over all cases, at steps that differ from kill to kill and not from one day to the next. */
test.each(CASES.map((given, i) => [given.name, given, i] as const))(
  'a run that is killed again and again and gone on with comes to what an undisturbed one does: %s',
  async (_, given, index) => {
    const straight = `straight-${index}`;
    await runStraight(folder.path, given, straight);
    const random = new RandomStreams(1).stream('kills').cursor(index, 0);
    let done = 0;
    while (done < KILLS / CASES.length) {
      // Of two kills the second comes while the run is gone on with, before its end.
      const first = 1 + random.below(given.steps - 1);
      const twice = given.every !== undefined && random.chance(300_000);
      const kills = twice ? [first, 1 + random.below(Math.max(1, given.steps - first))] : [first];
      done += await killAndResume(folder.path, given, straight, kills);
    }
    expect(done).toBeGreaterThanOrEqual(KILLS / CASES.length);
  },
);
