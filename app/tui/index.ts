import type { Watch } from '../run/watch.js';
import { LineWatch } from './lines.js';

/** How a run is shown: drawn where stderr is a terminal, as lines where it is not, in CI, or on request. */
export async function openWatch(title: string, plain: boolean): Promise<Watch> {
  const { env, stderr } = process;
  if (plain || inCi(env) || !stderr.isTTY || env['TERM'] === 'dumb') {
    return new LineWatch((line) => stderr.write(`${line}\n`));
  }
  // Ink and React are loaded only where they draw.
  const { ScreenWatch } = await import('./screen.js');
  return new ScreenWatch(title, stderr);
}

/** Ink's own rule (is-in-ci): where it holds, Ink draws nothing before the end. */
function inCi(env: NodeJS.ProcessEnv): boolean {
  if (env['CI'] === '0' || env['CI'] === 'false') return false;
  return Object.keys(env).some(
    (name) => name === 'CI' || name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_'),
  );
}
