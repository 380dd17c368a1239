import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, Installation } from './installation.js';

let installation: Installation;
beforeEach(() => {
  installation = new Installation();
});
afterEach(() => installation.remove());

const open = (name: string): Answer => installation.open([name])[0]!;

describe('without native TensorFlow', () => {
  test('auto goes on with wasm and says why', () => {
    expect(open('auto').reason).toMatch(
      /^device wasm: .+ \(best that starts: cuda: .+; tensorflow: the optional package @tensorflow\/tfjs-node is not installed\)$/,
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
  installation.install(
    'tfjs-node',
    'throw new Error("libtensorflow.so.2: cannot open shared object file\\nsecond line")',
  );
  expect(open('tensorflow')).toMatchObject({
    fault: 'unavailable',
    message: '@tensorflow/tfjs-node does not load: libtensorflow.so.2: cannot open shared object file',
  });
  expect(open('auto').reason).toContain('device wasm');
});

test('a package whose library was never set up says so shortly', () => {
  installation.install(
    'tfjs-node',
    'throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: /a")',
  );
  expect(open('tensorflow').message).toBe(
    '@tensorflow/tfjs-node does not load: its native library has not been set up',
  );
});

test('a backend that registers with another copy of TFJS is refused, not half used', () => {
  installation.install('tfjs-node', '');
  expect(open('tensorflow')).toMatchObject({
    fault: 'unavailable',
    message: expect.stringContaining('another copy of @tensorflow/tfjs-core'),
  });
});

test('without the wasm backend plain TFJS is left', () => {
  const path = installation.package('tfjs-backend-wasm');
  rmSync(path);
  mkdirSync(path);
  const reason = open('auto').reason;
  expect(reason).toMatch(/^device cpu: /);
  expect(reason).toContain('wasm: wasm does not start: ');
});
