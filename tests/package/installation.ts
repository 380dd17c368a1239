import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The package, packed by npm and installed by npm into a folder that held nothing. */
export class Installation {
  readonly checkout = checkout;
  readonly folder: string;
  readonly package: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.package = join(folder, 'node_modules', 'starling');
  }

  /**
   * `compile: true` lets npm run every install script, as a user's npm does: SQLite's binding compiles for a minute.
   * Without, the binding that this checkout compiled is put in its place, if it is the same version, and native
   * TensorFlow is left out.
   */
  static ofPackage({ compile }: { compile: boolean }): Installation {
    const folder = mkdtempSync(join(tmpdir(), 'starling-package-'));
    const made = new Installation(folder);
    made.#npm(checkout, 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const archive = join(folder, `starling-${version(checkout)}.tgz`);
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline'];
    made.#npm(
      folder,
      'install',
      archive,
      ...quiet,
      ...(compile ? [] : ['--ignore-scripts', '--omit=optional']),
    );
    if (!compile) made.#borrowBinding();
    return made;
  }

  #borrowBinding(): void {
    const [ours, theirs] = [checkout, this.folder].map((root) =>
      join(root, 'node_modules', 'better-sqlite3'),
    );
    if (version(ours!) === version(theirs!))
      cpSync(join(ours!, 'build'), join(theirs!, 'build'), { recursive: true });
    else this.#npm(this.folder, 'rebuild', 'better-sqlite3');
  }

  #npm(cwd: string, ...args: string[]): void {
    execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  npx(...args: string[]): string {
    return this.#start('npx', '--no-install', ...args);
  }

  node(...args: string[]): string {
    return this.#start(process.execPath, ...args);
  }

  /** The digest of the smoke scenario that the installed package brings, run by `program`. */
  digest(program: string, run: string): string {
    const scenario = join(this.package, 'scenarios', 'smoke.yaml');
    const out = join(this.folder, run);
    return JSON.parse(this.node(program, 'run', scenario, '--json', '--device', 'cpu', '--out', out)).digest;
  }

  #start(command: string, ...args: string[]): string {
    return execFileSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function version(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
