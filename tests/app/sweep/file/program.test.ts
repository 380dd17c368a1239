import { describe, expect, test } from 'vitest';
import { requireSameProgram } from '../../../../app/sweep/file/index.js';
import { version } from '../../../../app/version.js';
import { sweepFolder } from './support.js';

const { load, write } = sweepFolder();

describe('a sweep is gone on with', () => {
  test('by the version that it was begun with', async () => {
    const { sweep } = await load('name: x\nscenario: small.yaml\n');
    expect(() => requireSameProgram(sweep, 'sweeps/x-1')).not.toThrow();
    expect(() => requireSameProgram({ ...sweep, version: '0.0.1' }, 'sweeps/x-1')).toThrow(
      expect.objectContaining({
        message: `the sweep was begun with Starling 0.0.1, this is ${version()}`,
        place: 'sweeps/x-1',
        code: 2,
      }),
    );
  });

  test('by the code that it was begun with', () => {
    const model = write('own/model.mjs', 'export const entry = {};');
    const sweep = { version: version(), subject: { kind: 'model', model, storage: 'columns' } } as const;
    const own = { ...sweep, code: '3e1b' };
    expect(() => requireSameProgram(own, 'x')).toThrow('is no longer what the sweep was begun with');
    const library = { ...sweep, subject: { ...sweep.subject, model: 'schelling-small' } };
    expect(() => requireSameProgram({ ...library, code: undefined }, 'x')).not.toThrow();
  });
});
