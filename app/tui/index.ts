import type { Watch } from '../run/watch.js';
import { LineWatch } from './lines.js';

/** How a run is shown: drawn where stderr is a terminal, as lines where it is not, in CI, or on request. */
export async function openWatch(title: string, plain: boolean): Promise<Watch> {
  const { env, stderr } = process;
  const inCi = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false' && env['CI'] !== '0';
  if (plain || inCi || !stderr.isTTY || env['TERM'] === 'dumb') {
    return new LineWatch((line) => stderr.write(`${line}\n`));
  }
  // Ink and React are loaded only where they draw.
  const { ScreenWatch } = await import('./screen.js');
  return new ScreenWatch(title, stderr);
}
