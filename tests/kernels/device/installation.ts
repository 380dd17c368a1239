import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

export interface Answer {
  readonly reason?: string;
  readonly fault?: string;
  readonly message?: string;
  readonly hint?: string;
}

/** The built kernels in an installation of their own that has no native TensorFlow. */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'starling-device-'));

  constructor() {
    for (const name of ['kernels', 'chunks'])
      cpSync(join(checkout, 'dist', name), join(this.folder, name), {
        recursive: true,
        filter: (path) => !path.endsWith('.map'),
      });
    this.write('package.json', '{ "type": "module" }');
    // An empty folder hides a package of that name further up.
    for (const name of ['tfjs-node', 'tfjs-node-gpu']) mkdirSync(this.package(name), { recursive: true });
    for (const name of ['tfjs-core', 'tfjs-backend-cpu', 'tfjs-backend-wasm']) {
      symlinkSync(join(checkout, 'node_modules', '@tensorflow', name), this.package(name));
    }
    symlinkSync(
      join(checkout, 'node_modules', 'seedrandom'),
      join(this.folder, 'node_modules', 'seedrandom'),
    );
  }

  /** Folder of a package of TFJS. */
  package(name: string): string {
    return join(this.folder, 'node_modules', '@tensorflow', name);
  }

  write(path: string, text: string, mode?: number): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { mode });
  }

  /** Makes a package exist, with one CommonJS file. */
  install(name: string, code: string): void {
    const at = `node_modules/@tensorflow/${name}`;
    this.write(`${at}/package.json`, '{ "main": "index.js" }');
    this.write(`${at}/index.js`, code);
  }

  /** Opens devices one after the other in one process. */
  open(names: readonly string[], env: NodeJS.ProcessEnv = {}): Answer[] {
    return this.#run(
      `for (const name of ${JSON.stringify(names)}) {
        try {
          const { device, reason } = await openDevice(name);
          device.close();
          answers.push({ reason });
        } catch ({ fault, message, hint }) {
          answers.push({ fault, message, hint });
        }
      }`,
      env,
    ) as Answer[];
  }

  list(env: NodeJS.ProcessEnv = {}): { name: string; available: boolean; description: string }[] {
    return this.#run('answers.push(...(await listDevices()));', env) as never;
  }

  /** What a package that wrote its environment to `environment.json` had for one when it was loaded. */
  environment(): NodeJS.ProcessEnv {
    return JSON.parse(readFileSync(join(this.folder, 'environment.json'), 'utf8'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #run(code: string, env: NodeJS.ProcessEnv): unknown {
    const program = `
      import { listDevices, openDevice } from './kernels/device/index.js';
      const answers = [];
      ${code}
      console.log(JSON.stringify(answers));`;
    return JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        cwd: this.folder,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      }),
    );
  }
}
