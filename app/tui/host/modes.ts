import { spawnSync } from 'node:child_process';
import { giveBack } from '../screen/index.js';

const TERMINAL = 2;

/**
 * The terminal as it is now, to be given back by this process should the one that draws on it be killed. Node can't
 * undo a raw mode that another process has set; stty, which every POSIX system has, can.
 */
export function rememberTerminal(): () => void {
  const { stdout, status } = spawnSync('stty', ['-g'], {
    stdio: ['inherit', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  const modes = status === 0 ? stdout.trim() : 'sane';
  return () => {
    giveBack(TERMINAL, {});
    spawnSync('stty', [modes], { stdio: ['inherit', 'ignore', 'ignore'] });
  };
}
