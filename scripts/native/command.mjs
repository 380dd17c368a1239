import { spawn } from 'node:child_process';

/** Speaks to the person who runs set-up; stdout belongs to the program that set-up prepares. */
export const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/** `--verbose`: show the output of compilers and package tools as it comes. */
const verbose = process.env['STARLING_VERBOSE'] === '1';

/**
 * Runs a program and returns what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, signal?: AbortSignal }} [options] `show`: let a
 * person see the output, for progress
 * @returns {Promise<string>} both streams, in order
 * @throws {Error} with the last line that the program printed, where it fails or cannot be started
 */
export function run(command, args, { cwd, env, show = verbose, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? process.stderr : 'pipe', show ? process.stderr : 'pipe'],
      ...(signal ? { signal } : {}),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} failed${code === null ? '' : ` (exit ${code})`}${lastLine(output)}`));
    });
  });
}

/** @param {string} output */
function lastLine(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const error = lines.find((line) => /\berror:/i.test(line)) ?? lines.at(-1);
  return error === undefined ? '' : `: ${error.trim()}`;
}
