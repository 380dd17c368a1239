// A process that does shards as an engine asks it to; what a shard is called says how.
const [mode] = process.argv.slice(2);

if (mode === 'never') {
  console.error(`no licence was found\nby process ${process.pid}`);
  process.exit(3);
}
if (mode === 'interrupted') process.kill(process.pid, 'SIGINT');
if (mode === 'stubborn') process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (/** @type {{ shard?: string, go?: true }} */ { shard, go }) => {
  if (shard !== undefined) begin(shard);
  if (go) end();
});

let at = '';

/** @param {string} shard */
function begin(shard) {
  at = shard;
  console.log(
    `${shard} by ${process.pid}, GPUs '${process.env['CUDA_VISIBLE_DEVICES']}', ${process.env['COLOUR']}`,
  );
  if (shard.startsWith('loud')) {
    // More than a pipe holds.
    process.stdout.write('x'.repeat(1 << 20));
    process.stderr.write(' and this was the last');
    process.kill(process.pid, 'SIGKILL');
  }
  if (shard.startsWith('quick')) end();
  else process.send?.({ waits: shard, pid: process.pid });
}

function end() {
  console.error(`${at} ends`);
  process.send?.({ done: at });
}

process.send?.({ ready: true });
