import { afterAll, describe, expect, test } from 'vitest';
import { failure } from '../../../app/cli/fail.js';
import { program } from '../../../app/cli/program.js';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { DeviceError } from '../../../kernels/device/index.js';
import { Folder, inRepository, starling, TINY } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const { path: cwd } = folder;
const tiny = folder.write('tiny.yaml', TINY);
const ask = (...words: string[]) => starling(words, { cwd });

/** A command as it is where the words name it. */
const commandOf = async (name: string) =>
  (await program([name])).commands.find((each) => each.name() === name)!;

describe('help', () => {
  test('of the program lists commands, examples and exit codes', async () => {
    const { code, out, err } = await ask('--help');
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const each of ['run', 'sweep', 'detect', 'scenario', 'inspect', 'ledger', 'devices', 'config']) {
      expect(out).toContain(`  ${each}`);
    }
    expect(out).toContain('Examples:');
    expect(out).toContain(
      '0 ok, 1 failure, 2 usage or invalid file, 3 some runs of a sweep failed, 4 a threshold of a sweep was crossed,\n  5 ledger tampered, 6 not reproduced, 130 SIGINT, 143 SIGTERM',
    );
  });

  test('without a command it is shown, as a usage error', async () => {
    const { code, err } = await ask();
    expect(code).toBe(Exit.usage);
    expect(err).toContain('Usage: starling');
  });

  test('describes every command as the command does itself', async () => {
    const listed = await program([]);
    for (const each of listed.commands) {
      const loaded = await commandOf(each.name());
      expect(loaded.description()).toBe(each.description());
      expect(loaded.options.length + loaded.commands.length).toBeGreaterThan(0);
    }
  });

  test('of run has every option that is promised', async () => {
    const run = await commandOf('run');
    const promised =
      '--agents --steps --seed --replications --device --threads --memory-budget --kernels --out --set --json --no-tui --verbose';
    expect(run.options.map(({ long }) => long)).toEqual(expect.arrayContaining(promised.split(' ')));
  });

  test.each([
    ['sweep', 'run'],
    ['run', 'sweep'],
    ['--help', 'sweep', 'run'],
    ['help', 'sweep', 'run'],
  ])('%s %s %s: nothing is loaded but the command', async (...words) => {
    const { commands } = await program(words);
    const loaded = commands.filter((each) => each.options.length + each.commands.length > 0);
    expect(loaded.map((each) => each.name())).toEqual([words.find((word) => /^(run|sweep)$/.test(word))]);
  });

  test('--version', async () => {
    expect(await ask('--version')).toMatchObject({ code: 0, out: '0.1.0\n' });
  });
});

test('the built program keeps its nursery small', async () => {
  const probe = folder.write(
    'probe.mjs',
    `import { syncBuiltinESMExports } from 'node:module';
import v8 from 'node:v8';
const set = v8.setFlagsFromString;
v8.setFlagsFromString = (flag) => {
  process.stderr.write(flag + '\\n');
  set(flag);
};
syncBuiltinESMExports();
`,
  );
  const { code, err } = await starling(['--version'], { cwd, env: { NODE_OPTIONS: `--import ${probe}` } });
  expect(code).toBe(0);
  expect(err).toBe('--max-semi-space-size=2\n--semi-space-growth-factor=1\n');
});

describe('what is mistyped', () => {
  test.each([
    [['rnu'], 'Did you mean run?'],
    [['scenario', 'chek'], 'Did you mean check?'],
    [['run', tiny, '--agent', '3'], 'Did you mean --agents?'],
    [['run', tiny, '--device', 'gpu'], 'Allowed choices are'],
    [['run'], "missing required argument 'files'"],
    [['inspect'], "missing required argument 'run'"],
  ])('%j', async (words, expected) => {
    const { code, err, out } = await ask(...words);
    expect(code).toBe(Exit.usage);
    expect(err).toContain(expected);
    expect(out).toBe('');
  });
});

describe('composed kernels, which webgpu does not have, are refused before anything starts', () => {
  const words = ['--device', 'webgpu', '--kernels', 'composed'];
  const csv = folder.write('rows.csv', 'x,label\n1,0\n2,1\n');
  const sweep = folder.write('sweep.yaml', `name: s\nscenario: tiny.yaml\ndesign: { seed: [1] }\n`);

  test.each([
    ['run', ['run', tiny, ...words], '--kernels: compute.kernels: '],
    ['sweep', ['sweep', 'run', sweep, ...words], '--kernels: compute.kernels: '],
    ['detect', ['detect', csv, '--label', 'label', ...words], '--kernels: '],
  ])('%s', async (_, asked, place) => {
    const { code, err, out } = await ask(...asked);
    expect({ code, out }).toEqual({ code: Exit.usage, out: '' });
    expect(err).toBe(
      `starling: ${place}the device webgpu has no composed kernels: compositions read their results in the midst of a call\n  choose kernels auto or reference there, or the device cuda, tensorflow, wasm or cpu\n`,
    );
  });

  test('also where a configuration file asks for them, with its line', async () => {
    const config = folder.write('composed.yaml', 'compute:\n  device: webgpu\n  kernels: composed\n');
    const { code, err } = await ask('run', tiny, '--config', config);
    expect(code).toBe(Exit.usage);
    expect(err).toContain(`${config}:3:12: compute.kernels: the device webgpu has no composed kernels`);
  });
});

describe('scenario check', () => {
  test('says which files are good, and everything wrong with the others', async () => {
    const bad = folder.write('bad.yaml', 'name: x\nagnets: 3\ndetector: { tree: 4 }\n');
    const { code, out, err } = await ask('scenario', 'check', tiny, bad);
    expect(code).toBe(Exit.usage);
    expect(out).toBe(`${tiny}: ok (tiny)\n`);
    expect(err).toContain('starling: 2 problems');
    expect(err).toContain(`  ${bad}:2:1  agnets: unknown key; did you mean agents?`);
    expect(err).toContain(`  ${bad}:3:13  detector.tree: unknown key; did you mean detector.trees?`);
  });

  test('--json', async () => {
    const empty = folder.write('empty.yaml', '');
    const { code, out } = await ask('scenario', 'check', tiny, empty, '--json');
    expect(code).toBe(Exit.usage);
    expect(JSON.parse(out)).toEqual({
      files: [
        { file: tiny, ok: true, name: 'tiny', problems: [] },
        {
          file: empty,
          ok: false,
          problems: [
            {
              place: `${empty}:1:1`,
              message: 'the scenario is empty',
              remedy: 'start with `name: my-scenario`',
            },
          ],
        },
      ],
    });
  });
});

describe('config', () => {
  test('show --resolved says where each value comes from', async () => {
    const { code, out } = await starling(
      ['config', 'show', '--resolved', tiny, '--set', 'detector.trees=9'],
      {
        cwd,
        env: { SIMULATION_DEFAULT_AGENTS: '7', STARLING_CONFIG: inRepository('config.yaml') },
      },
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^agents: 7 # environment variable SIMULATION_DEFAULT_AGENTS$/m);
    expect(out).toMatch(/^steps: 3 # .*tiny\.yaml:3:8$/m);
    expect(out).toMatch(/^ {2}trees: 9 # --set detector\.trees=9$/m);
    expect(out).toMatch(/^ {2}suspect: 0\.9 # default$/m);
    expect(out).toMatch(/^ {2}folder: runs # .*config\.yaml:\d+:\d+$/m);
    expect(out).toMatch(/^ {4}- start: 0 # .*tiny\.yaml:5:\d+$/m);
  });

  test('show prints what is written, --json an object', async () => {
    const plain = await ask('config', 'show', tiny);
    expect(plain.out).toContain('# scenario');
    expect(plain.out).not.toContain('suspect');
    const { out } = await ask('config', 'show', tiny, '--resolved', '--json');
    expect(JSON.parse(out)).toMatchObject({
      settings: { compute: { device: 'auto' } },
      scenario: { agents: 6 },
    });
  });

  test('schema prints JSON Schema', async () => {
    const { out } = await ask('config', 'schema');
    expect(JSON.parse(out)).toMatchObject({ title: 'Starling scenario', type: 'object' });
    expect((await ask('scenario', 'schema')).out).toBe(out);
  });
});

test('devices --json lists every device', async () => {
  const { code, out } = await ask('devices', '--json');
  expect(code).toBe(0);
  const devices = JSON.parse(out);
  expect(devices.map(({ name }: { name: string }) => name)).toEqual([
    'cuda',
    'webgpu',
    'tensorflow',
    'wasm',
    'cpu',
  ]);
  expect(devices.at(-1)).toMatchObject({ available: true });
});

describe('errors', () => {
  test('of ours are one message with place and hint, and carry their code', () => {
    const error = new StarlingError('it broke', { code: 5, place: 'a.db', hint: 'mend it' });
    expect(failure(error)).toEqual({ text: 'starling: a.db: it broke\n  mend it', code: 5 });
  });

  test('of devices', () => {
    expect(failure(new DeviceError('unavailable', 'cuda', 'no driver', 'install it'))).toEqual({
      text: 'starling: device cuda: no driver\n  install it',
      code: Exit.failure,
    });
    expect(failure(new DeviceError('unknown', 'gpu', 'no such', 'choose')).code).toBe(Exit.usage);
  });

  test('that nobody foresaw show their stack and ask for a report', () => {
    const { text, code } = failure(new TypeError('x is not a function'));
    expect(code).toBe(Exit.failure);
    expect(text).toMatch(/fault of Starling. Please report it/);
    expect(text).toMatch(/TypeError: x is not a function\n +at /);
    expect(failure('thrown text').text).toContain('thrown text');
  });
});
