/** Waits until a head answers and has an agent that takes jobs: `node scripts/ray/answers.mjs ADDRESS`; 1 after a minute. */
import { setTimeout } from 'node:timers/promises';

const [address] = process.argv.slice(2);
const headers = { authorization: `Bearer ${process.env['RAY_AUTH_TOKEN']}` };

/** @param {string} path */
const answers = async (path) => {
  try {
    return (await fetch(`${address}${path}`, { headers, signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
};

process.exitCode = 1;
for (let tries = 0; tries < 240 && process.exitCode === 1; tries++) {
  if (await answers('/api/version')) process.exitCode = 0;
  else await setTimeout(250);
}
