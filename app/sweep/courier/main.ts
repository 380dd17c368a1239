import { parseArgs } from 'node:util';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { failure } from '../../cli/fail.js';
import { deskOf } from '../collect/index.js';
import { carry } from './courier.js';

/** Which shard it is, and for how many seconds the driver is waited for. */
function told(): { readonly shard: string; readonly patience: number } {
  const { shard, patience } = parseArgs({
    options: { shard: { type: 'string' }, patience: { type: 'string' } },
  }).values;
  const seconds = Number(patience);
  if (shard !== undefined && seconds >= 0) return { shard, patience: seconds };
  throw new StarlingError('a courier is told its shard and its patience: --shard ID --patience SECONDS', {
    code: Exit.usage,
  });
}

// Whoever stops a job signals its worker too, whose end is waited for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

try {
  const { shard, patience } = told();
  const desk = deskOf(process.env);
  if (desk === undefined)
    throw new StarlingError('no variable of this process says where its driver is', { code: Exit.usage });
  process.exitCode = await carry(shard, desk, patience);
} catch (error) {
  const { text, code } = failure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
