import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A run in a process of its own, so that nothing else's memory is counted; it prints what it held at two steps. */
const program = `
  import { kernelsFor } from './dist/kernels/index.js';
  import { openDevice } from './dist/kernels/device/index.js';
  import { runSecurity, securityParameters } from './dist/model/index.js';
  const folder = process.argv[1];
  const { device } = await openDevice('wasm');
  const held = [];
  await runSecurity({
    parameters: securityParameters.parse({
      agents: 8, steps: 1000, seed: 3,
      traffic: {
        source: 'synthetic', records: 8, features: 4,
        campaigns: [1, 250, 500, 750].map((start) => ({ start, steps: 10, nodes: 0.6, spread: 0.6, rate: 0.3, strength: 6 })),
      },
      detector: { trees: 10, subsample: 16, window: 32, refit: { every: 5 } },
      learning: { maxAge: 50 },
    }),
    kernels: kernelsFor({ device, choice: 'composed', memoryBudget: 1 << 24 }),
    baseFolder: folder, dataFolder: folder, ledgerPath: folder + '/ledger.db',
    watch: (model) => model.events.on('step', () => {
      if (model.step !== 200 && model.step !== 1000) return;
      gc();
      const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
      held.push({ tensors: device.tf.memory().numTensors, bytes: heapUsed + arrayBuffers, rss });
    }),
  });
  device.close();
  console.log(JSON.stringify(held));
`;

it('1,000 steps leave tensors and memory flat', () => {
  const folder = mkdtempSync(join(tmpdir(), 'starling-flat-'));
  try {
    const answer = execFileSync(
      process.execPath,
      ['--expose-gc', '--input-type=module', '-e', program, folder],
      { cwd: checkout, encoding: 'utf8' },
    );
    const [early, late] = JSON.parse(answer) as { tensors: number; bytes: number; rss: number }[];
    expect(late!.tensors).toBe(early!.tensors);
    expect(late!.bytes - early!.bytes).toBeLessThan(4e6);
    expect(late!.rss - early!.rss).toBeLessThan(64e6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
