import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests of the command line start dist; it is brought up to date before any of them. */
export default function build(): void {
  const script = fileURLToPath(new URL('../../scripts/build/main.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--if-stale'], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  // The type check is a step of its own (npm run check); a change half done may still be tried.
  console.warn(`the build reports errors:\n${`${stdout}${stderr}`.split('\n').slice(0, 5).join('\n')}`);
}
