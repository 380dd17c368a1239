import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bench } from './measure.js';
import { python } from './python.js';
import { root } from './root.js';
import { starling } from './starling.js';

const AGENTS = 200;
const PEER_STEPS = 2;
const STEPS = 20;

interface PeerRun {
  readonly run_s: number;
  readonly fits: number;
  readonly peak_mb: number;
}

/** The whole machine on both sides. Set-up is left out on both; every node refits in every step on both. */
export const peer: Bench = {
  name: 'peer',
  question: 'how many agent-steps a second does bench/peer.yaml run at, against Mesa and scikit-learn?',
  async *cases({ threads }) {
    const script = join(resolve(root, process.env['STARLING_PEERS'] ?? '../shared/peers'), 'mesa_sklearn.py');
    if (!existsSync(script)) {
      throw new Error(`bench: ${script} is not there; name the folder that holds it in STARLING_PEERS`);
    }
    const interpreter = python();
    const own = (device: string) => ({
      name: `starling ${device}`,
      work: {
        async ask() {
          const { timing, memory, learn } = starling(
            join(root, 'bench', 'peer.yaml'),
            ...['--agents', String(AGENTS), '--steps', String(STEPS)],
            ...['--device', device, '--threads', String(threads)],
          );
          checkFits(learn.fits, STEPS);
          return { wall: timing.run_s, megabytes: memory.peak_rss_mb, work: AGENTS * STEPS };
        },
      },
    });
    yield {
      name: `${AGENTS} nodes, every one refits in every step`,
      unit: 'agent-steps',
      work: AGENTS * PEER_STEPS,
      sides: [
        {
          name: 'Mesa, scikit-learn',
          work: {
            async ask() {
              const { run_s, fits, peak_mb } = runPeer(interpreter, script);
              checkFits(fits, PEER_STEPS);
              return { wall: run_s, megabytes: peak_mb };
            },
          },
        },
        own('tensorflow'),
        own('wasm'),
      ],
    };
  },
};

function runPeer(interpreter: string, script: string): PeerRun {
  const { status, stdout, stderr } = spawnSync(
    interpreter,
    [script, '--agents', String(AGENTS), '--steps', String(PEER_STEPS), '--refit', 'always'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`bench: ${script} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as PeerRun;
}

function checkFits(fits: number, steps: number): void {
  if (fits !== AGENTS * steps) throw new Error(`bench: ${fits} fits, but both sides make ${AGENTS * steps}`);
}
