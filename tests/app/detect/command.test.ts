import { CommanderError } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { detectCommand } from '../../../app/cli/commands/detect.js';
import { tf } from '../../../kernels/device/backend.js';
import { deviceOf } from '../../../kernels/device/webgpu.js';
import { refusal, temporaryFolder } from '../../model/traffic/capture/folder.js';
import { devices } from '../../support/devices.js';

const folder = temporaryFolder();
const file = folder.write(
  'table.csv',
  `x,y,label\n${Array.from({ length: 60 }, (_, i) => (i < 55 ? `${i % 7},${i % 5},0` : `${500 + i},-${500 + i},1`)).join('\n')}\n`,
);

const silence = { writeOut: () => {}, writeErr: () => {} };

async function run(...flags: string[]): Promise<{ out: string; err: string }> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await detectCommand()
    .exitOverride()
    .configureOutput(silence)
    .parseAsync([file, ...flags], { from: 'user' });
  const said = (spy: typeof out) => spy.mock.calls.map(([text]) => String(text)).join('');
  return { out: said(out), err: said(err) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('starling detect', () => {
  test('--json prints one object and nothing else', async () => {
    const { out, err } = await run(
      '--label',
      'label',
      '--device',
      'cpu',
      '--seeds',
      '2',
      '--trees',
      '10',
      '--json',
    );
    expect(err).toBe('');
    const found = JSON.parse(out);
    expect(Object.keys(found)).toEqual(
      'file label rows fitted scored anomalies features trees sample seeds auroc device seconds'.split(' '),
    );
    expect(found).toMatchObject({
      rows: 60,
      anomalies: 5,
      features: 2,
      trees: 10,
      seeds: 2,
      device: 'cpu',
      auroc: { mean: 1, sd: 0, values: [1, 1] },
    });
  });

  test('plain lines otherwise', async () => {
    const { out, err } = await run('--label', 'label', '--device', 'cpu', '--features', 'x, y');
    expect(out).toContain('AUROC   1.0000 ± 0.0000 (mean and sd of 10 seeds; 1.0000 … 1.0000)');
    expect(out).toContain('scored  60 rows, 5 of them anomalous by label');
    expect(err).toContain('cpu');
    expect((await run('--label', 'label', '--device', 'cpu', '--seeds', '1')).out).toContain('(one seed)');
  });

  test('devices and kernels agree to the bit', async () => {
    const values = async (...flags: string[]) =>
      JSON.parse((await run('--label', 'label', '--sample', '8', '--json', ...flags)).out).auroc.values;
    const cpu = await values('--device', 'cpu', '--kernels', 'reference');
    vi.restoreAllMocks();
    expect(await values('--device', 'wasm', '--kernels', 'auto', '--memory-budget', '8MiB')).toEqual(cpu);
  });

  test.runIf(devices.includes('webgpu'))('a GPU that is lost leaves the work to the CPU', async () => {
    const flags = ['--label', 'label', '--sample', '8', '--json'];
    const { auroc } = JSON.parse((await run(...flags, '--device', 'cpu')).out);
    vi.restoreAllMocks();
    // As another program's reset of the driver does it, in the midst of the first forest.
    vi.spyOn(GPUQueue.prototype, 'submit').mockImplementationOnce(() => deviceOf(tf).destroy());
    const { out, err } = await run(...flags, '--device', 'webgpu');
    const found = JSON.parse(out);
    expect(found.auroc).toEqual(auroc);
    expect(found.fell_back_from).toBe('webgpu');
    expect(found.device).not.toBe('webgpu');
    expect(err.match(/warning: the device webgpu failed \(the GPU was lost/g)).toHaveLength(1);
  });

  test.each([
    ['no label', []],
    ['trees', ['--label', 'label', '--trees', '0']],
    ['seeds', ['--label', 'label', '--seeds', 'many']],
    ['features', ['--label', 'label', '--features', 'x,,y']],
    ['memory', ['--label', 'label', '--memory-budget', 'lots']],
    ['device', ['--label', 'label', '--device', 'abacus']],
  ])('a usage error: %s', async (_, flags) => {
    await expect(run(...flags)).rejects.toBeInstanceOf(CommanderError);
  });

  test('a bad condition is refused', async () => {
    const error = await run('--label', 'label', '--device', 'cpu', '--fit-where', 'x <').catch((e) => e);
    expect(
      refusal(() => {
        throw error;
      }).place,
    ).toBe('--fit-where');
  });
});
