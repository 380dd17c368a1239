import { readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { starling, TINY } from '../../starling.js';
import { workplace } from './support.js';

const { folder, cwd, run, read } = workplace();

describe('signals', () => {
  const endless = folder.write('endless.yaml', TINY.replace('steps: 3', 'steps: 1000000'));
  const words = (out: string) => ['run', endless, '--device', 'cpu', '--json', '--out', out];

  test.each([
    ['SIGINT', Exit.sigint],
    ['SIGTERM', Exit.sigterm],
  ] as const)('%s ends the run after its step, with everything readable', async (signal, code) => {
    let sent = false;
    const answer = await starling(words(signal), {
      cwd,
      onError: (text, kill) => {
        if (sent || !/^step [1-9]/m.test(text)) return;
        sent = true;
        kill(signal);
      },
    });
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(`${signal}: the run ends after this step`);
    const json = JSON.parse(answer.out);
    expect(json.steps).toBeGreaterThan(0);
    expect(read(signal, 'manifest.json')).toMatchObject({
      state: 'interrupted',
      steps: json.steps,
      digest: json.digest,
    });
    expect((await starling(['ledger', 'verify', signal], { cwd })).code).toBe(0);
    expect((await starling(['inspect', signal], { cwd })).out).toContain(
      `interrupted after ${json.steps} steps`,
    );
    const { out } = await run(endless, '--json', '--steps', String(json.steps));
    expect(JSON.parse(out).digest).toBe(json.digest);
  });

  test('a run that keeps checkpoints leaves one of its last step', async () => {
    let sent = false;
    const answer = await starling([...words('kept'), '--checkpoint-every', '1000000'], {
      cwd,
      onError: (text, kill) => {
        if (sent || !/^step [1-9]/m.test(text)) return;
        sent = true;
        kill('SIGINT');
      },
    });
    const { steps } = JSON.parse(answer.out);
    expect(readdirSync(join(cwd, 'kept', 'checkpoints'))).toEqual([`${steps}.checkpoint`]);
  });

  test('the second signal stops at once, and what was done is readable', async () => {
    const sent: string[] = [];
    const answer = await starling(words('twice'), {
      cwd,
      onError: (text, kill) => {
        if (sent.length === 0 && /^step [1-9]/m.test(text)) {
          sent.push('first', 'second');
          kill('SIGTERM');
          kill('SIGINT');
        }
      },
    });
    // After its last step the program has given the signals back: then the second ends it the default way.
    const code = answer.code ?? (answer.signal === 'SIGINT' ? Exit.sigint : Exit.sigterm);
    expect([Exit.sigint, Exit.sigterm], answer.err).toContain(code);
    expect((await starling(['ledger', 'verify', 'twice'], { cwd })).code).toBe(0);
    expect((await starling(['inspect', 'twice'], { cwd })).code).toBe(0);
  });

  test('a run that was killed can be inspected', async () => {
    const answer = await starling(words('killed'), {
      cwd,
      onError: (text, kill) => {
        if (/^step [1-9]/m.test(text)) kill('SIGKILL');
      },
    });
    expect(answer.signal).toBe('SIGKILL');
    const { out, code } = await starling(['inspect', 'killed'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('stopped without an end');
    expect(out).toMatch(/ledger +\d+ rows to step \d+/);
    for (const suffix of ['-wal', '-shm']) rmSync(join(cwd, 'killed', `ledger.db${suffix}`), { force: true });
    truncateSync(join(cwd, 'killed', 'ledger.db'));
    const early = await starling(['inspect', 'killed'], { cwd });
    expect(early.code, early.err).toBe(0);
    expect(early.out).not.toMatch(/^(ledger|ended|digest)/m);
    expect(early.out).toMatch(/^device +cpu/m);
  });
});
