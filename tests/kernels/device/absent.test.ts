import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

/** The kernels in an installation that has no native TensorFlow. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-device-'));
  cpSync(join(checkout, 'dist', 'kernels'), join(folder, 'kernels'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules', '@tensorflow'), { recursive: true });
  // An empty folder hides a package of that name further up.
  mkdirSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-node'));
  for (const name of ['tfjs-core', 'tfjs-backend-cpu', 'tfjs-backend-wasm']) {
    const path = join('node_modules', '@tensorflow', name);
    symlinkSync(join(checkout, path), join(folder, path));
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes the package exist, with one CommonJS file. */
function tfjsNode(code: string): void {
  writeFileSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-node', 'index.js'), code);
}

interface Answer {
  readonly reason?: string;
  readonly fault?: string;
  readonly message?: string;
  readonly hint?: string;
}

function open(name: string): Answer {
  const code = `
    import { openDevice } from './kernels/device/index.js';
    try {
      const { device, reason } = await openDevice('${name}');
      device.close();
      console.log(JSON.stringify({ reason }));
    } catch ({ fault, message, hint }) {
      console.log(JSON.stringify({ fault, message, hint }));
    }`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' }),
  );
}

describe('without native TensorFlow', () => {
  test('auto goes on with wasm and says why', () => {
    expect(open('auto').reason).toMatch(
      /^device wasm: .+ \(best that starts: tensorflow: the optional package @tensorflow\/tfjs-node is not installed\)$/,
    );
  });

  test('asking for it by name is refused with what to do', () => {
    expect(open('tensorflow')).toEqual({
      fault: 'unavailable',
      message: 'the optional package @tensorflow/tfjs-node is not installed',
      hint: expect.stringContaining('scripts/setup.sh'),
    });
  });
});

test('an addon that does not load is named with the first line of its complaint', () => {
  tfjsNode('throw new Error("libtensorflow.so.2: cannot open shared object file\\nsecond line")');
  expect(open('tensorflow')).toMatchObject({
    fault: 'unavailable',
    message: '@tensorflow/tfjs-node does not load: libtensorflow.so.2: cannot open shared object file',
  });
  expect(open('auto').reason).toContain('device wasm');
});

test('a package whose library was never set up says so shortly', () => {
  tfjsNode(
    'throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: /a")',
  );
  expect(open('tensorflow').message).toBe(
    '@tensorflow/tfjs-node does not load: its native library has not been set up',
  );
});

test('a backend that registers with another copy of TFJS is refused, not half used', () => {
  tfjsNode('');
  expect(open('tensorflow')).toMatchObject({
    fault: 'unavailable',
    message: expect.stringContaining('another copy of @tensorflow/tfjs-core'),
  });
});

test('without the wasm backend plain TFJS is left', () => {
  const path = join(folder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm');
  rmSync(path);
  mkdirSync(path);
  const reason = open('auto').reason;
  expect(reason).toMatch(/^device cpu: /);
  expect(reason).toContain('wasm: wasm does not start: ');
});
