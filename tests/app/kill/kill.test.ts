import { afterAll, expect, test } from 'vitest';
import { Folder } from '../starling.js';
import { CASES, killAndResume, runStraight, SCENARIO } from './kill.js';

const folder = new Folder();
afterAll(() => folder.remove());
folder.write('killed.yaml', SCENARIO);

/** Steps that are told of before each kill. */
const KILLS = [[5], [4], [14, 9], [6], [7]] as const;

test.each(CASES.map((given, i) => [given.name, given, KILLS[i]!] as const))(
  'a run that is killed and gone on with comes to what an undisturbed one does: %s',
  async (_, given, kills) => {
    const straight = `straight-${CASES.indexOf(given)}`;
    await runStraight(folder.path, given, straight);
    expect(await killAndResume(folder.path, given, straight, kills)).toBe(kills.length);
  },
);
