/**
 * Prints the sockets of processes that are open to other machines, on one line: `node scripts/ray/listeners.mjs PID...`.
 * Linux tells of them in /proc, other systems through lsof.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const pids = process.argv.slice(2);
if (pids.length === 0) throw new Error('which processes?');
const found = existsSync('/proc/self/net/tcp') ? fromProc() : fromLsof();
if (found.length === 0) throw new Error('none of them listens');
console.log(found.filter((address) => !isLoopback(address)).join(' '));

/** @param {string} address */
function isLoopback(address) {
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost):\d+$/.test(address);
}

/** @returns {string[]} */
function fromProc() {
  const own = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap((table) => {
    const lines = readFileSync(`/proc/self/net/${table}`, 'utf8').trim().split('\n').slice(1);
    return lines.flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      return state === '0A' && own.has(inode) ? [inWords(local)] : [];
    });
  });
}

/** Inodes of a process's sockets; none where it has ended. @param {string} pid */
function socketsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** `0100007F:1F90` is 127.0.0.1:8080: words of four bytes, each in the machine's order. @param {string} local */
function inWords(local) {
  const [hex = '', port = ''] = local.split(':');
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => [...Buffer.from(word, 'hex').reverse()]);
  const number = Number.parseInt(port, 16);
  const last = bytes.slice(-4).join('.');
  if (bytes.length === 4 || Buffer.from(bytes.slice(0, 12)).toString('hex') === '00000000000000000000ffff')
    return `${last}:${number}`;
  return `[${bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1 ? '::1' : Buffer.from(bytes).toString('hex')}]:${number}`;
}

/** @returns {string[]} */
function fromLsof() {
  const { stdout, error } = spawnSync(
    'lsof',
    ['-nP', '-a', '-iTCP', '-sTCP:LISTEN', '-Fn', '-p', pids.join(',')],
    {
      encoding: 'utf8',
    },
  );
  if (error !== undefined) throw error;
  return stdout.split('\n').flatMap((line) => (line.startsWith('n') ? [line.slice(1)] : []));
}
