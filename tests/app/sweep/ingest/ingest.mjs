// Takes in the outboxes of a sweep's folder, and tells after each piece of one.
import { writeSync } from 'node:fs';
import { sweepPaths } from '../../../../dist/app/sweep/folder.js';
import { readOutbox } from '../../../../dist/app/sweep/outbox/index.js';
import { Results } from '../../../../dist/app/sweep/results/index.js';

const [folder = '', rows, ...shards] = process.argv.slice(2);
const results = Results.open(folder, { rows: Number(rows), bytes: 1 << 30 });
for (const shard of shards) {
  for (const { records } of readOutbox(sweepPaths(folder).outbox(shard), results.offset(shard))) {
    let offset = results.offset(shard);
    for (const record of records) {
      offset += Buffer.byteLength(JSON.stringify(record)) + 1;
      results.ingest(shard, { records: [record], offset });
      writeSync(1, '.');
    }
  }
}
results.close();
writeSync(1, 'done\n');
