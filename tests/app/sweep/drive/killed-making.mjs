// Makes the folder of a sweep, and kills itself on the way: at a run of the table, or where 'manifest' when all but the manifest is there.
import { makeSweep } from '../../../../dist/app/sweep/drive/index.js';

const [out = '', file = '', moment = ''] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');

const members = [0, 1, 2].map((replication) => ({
  design: 0,
  replication,
  seed: replication + 1,
  key: String(replication).padStart(64, '0'),
}));

const sweep = /** @type {import('../../../../dist/app/sweep/file/index.js').LoadedSweep} */ (
  /** @type {unknown} */ ({
    name: 'half',
    file,
    limits: { attempts: 3 },
    designs: [{ design: { index: 0, label: 'base', values: {} }, scenario: {} }],
    get members() {
      if (moment === 'table') die();
      return {
        *[Symbol.iterator]() {
          for (const member of members) {
            if (moment === 'run' && member.replication === 2) die();
            yield member;
          }
        },
        // Asked for by the manifest alone.
        slice: die,
      };
    },
    replications: 3,
    thresholds: [],
  })
);

await makeSweep(sweep, { out, sweeps: '.' });
