import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cpu } from '../../scripts/native/cpu.mjs';
import { cuda } from '../../scripts/native/cuda.mjs';
import type { Library, Wheel } from '../../scripts/native/library.mjs';
import { forLinux } from '../../scripts/native/library.mjs';
import { libraryFromWheels } from '../../scripts/native/wheel.mjs';

let folder: string;
let deps: string;
let scratch: string;

/** pip finds wheels in our folder and nowhere else. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-wheels-'));
  [deps, scratch] = [join(folder, 'deps'), join(folder, 'scratch')];
  mkdirSync(scratch);
  mkdirSync(join(folder, 'index'));
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', join(folder, 'index'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const writeZip = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in json.loads(sys.argv[2]).items():
        info = zipfile.ZipInfo(name)
        info.external_attr = (0o100755 if "/bin/" in name else 0o100644) << 16
        archive.writestr(info, text)
`;

/** A real wheel, of the platform that pip is told to take, with its hash. */
function wheel(
  name: string,
  version: string,
  files: Record<string, string>,
  members: Wheel['members'],
): Wheel {
  const distribution = name.replaceAll('-', '_');
  const info = `${distribution}-${version}.dist-info`;
  const path = join(folder, 'index', `${distribution}-${version}-py3-none-manylinux2014_x86_64.whl`);
  const all = {
    ...files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-manylinux2014_x86_64\n',
    [`${info}/RECORD`]: '',
  };
  execFileSync('python3', ['-c', writeZip, path, JSON.stringify(all)]);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  return {
    requirement: `${name}==${version}`,
    flags: forLinux('manylinux2014_x86_64'),
    sha256,
    megabytes: 1,
    members,
  };
}

const tensorflow = () =>
  wheel(
    'tensorflow-small',
    '2.0.0',
    {
      'tensorflow/libtensorflow_cc.so.2': 'library',
      'tensorflow/libtensorflow_framework.so.2': 'framework',
      'tensorflow/python/large.so': 'not taken',
      'tensorflow/include/tensorflow/c/c_api.h': 'header',
    },
    [
      { from: 'tensorflow/libtensorflow_cc.so.2', to: 'lib/libtensorflow_cc.so.2' },
      { from: 'tensorflow/libtensorflow_framework.so.2', to: 'lib/libtensorflow_framework.so.2' },
      { from: 'tensorflow/include/tensorflow/c/', to: 'include/tensorflow/c/' },
    ],
  );

const nvcc = (members = [{ from: 'nvidia/nvcc/bin/', to: 'nvidia/nvcc/bin/' }]) =>
  wheel(
    'nvidia-nvcc',
    '12.5',
    { 'nvidia/nvcc/bin/ptxas': 'program', 'nvidia/nvcc/include/a.h': '' },
    members,
  );

const stage = (wheels: readonly Wheel[]) => {
  const library: Library = { ...cuda, wheels: { here: wheels } };
  return libraryFromWheels(library, deps, scratch, 'here');
};

const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(join(root, name)).isDirectory())
    .sort();

test('of several wheels only what was named is unpacked, programs as programs, and no wheel is left', async () => {
  await stage([tensorflow(), nvcc()]);
  expect(filesIn(deps)).toEqual([
    'include/tensorflow/c/c_api.h',
    'lib/libtensorflow.so',
    'lib/libtensorflow.so.2',
    'lib/libtensorflow_cc.so.2',
    'lib/libtensorflow_framework.so',
    'lib/libtensorflow_framework.so.2',
    'nvidia/nvcc/bin/ptxas',
  ]);
  expect(readFileSync(join(deps, 'lib/libtensorflow.so'), 'utf8')).toBe('library');
  expect(readlinkSync(join(deps, 'lib/libtensorflow_framework.so'))).toBe('libtensorflow_framework.so.2');
  expect(statSync(join(deps, 'nvidia/nvcc/bin/ptxas')).mode & 0o111).toBe(0o111);
  expect(statSync(join(deps, 'lib/libtensorflow_cc.so.2')).mode & 0o111).toBe(0);
  expect(readdirSync(scratch)).toEqual([]);
});

test('a second wheel that is not the pinned one ends it, by name', async () => {
  const other = { ...nvcc(), sha256: '0'.repeat(64) };
  await expect(stage([tensorflow(), other])).rejects.toThrow(
    /nvidia_nvcc-12\.5-py3.+ has SHA-256 [0-9a-f]{64}, expected 0{64}: it was not used/,
  );
  expect(existsSync(join(deps, 'nvidia'))).toBe(false);
});

test('a wheel that lacks what is taken out of it ends it, by name', async () => {
  const missing = nvcc([{ from: 'nvidia/nvcc/lib/', to: 'nvidia/nvcc/lib/' }]);
  await expect(stage([missing])).rejects.toThrow(
    'error: nvidia_nvcc-12.5-py3-none-manylinux2014_x86_64.whl holds no nvidia/nvcc/lib/',
  );
});

test('a wheel that pip cannot find is named', async () => {
  const unknown = { ...nvcc(), requirement: 'nvidia-nvcc==99' };
  await expect(stage([unknown])).rejects.toThrow('pip could not download nvidia-nvcc==99, see above');
});

test.each([cpu, cuda])('every wheel of $title is pinned to one file', ({ wheels }) => {
  for (const { requirement, sha256, flags } of wheels['linux-x64']!) {
    expect(requirement).toMatch(/^[a-z0-9-]+==\d[\d.]*\d$/);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(flags).toContain('--platform');
  }
});

test('the CUDA libraries are those that the wheel’s extra and-cuda names', () => {
  const names = cuda.wheels['linux-x64']!.map(({ requirement }) => requirement.split('==')[0]);
  const libraries = [
    ...['cublas', 'cuda-cupti', 'cuda-nvcc', 'cuda-nvrtc', 'cuda-runtime', 'cudnn', 'cufft', 'curand'],
    ...['cusolver', 'cusparse', 'nccl', 'nvjitlink'],
  ];
  expect(names).toEqual(['tensorflow', ...libraries.map((name) => `nvidia-${name}-cu12`)]);
});
