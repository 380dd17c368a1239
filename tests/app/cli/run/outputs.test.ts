import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { starling } from '../../starling.js';
import { workplace } from './support.js';

const { tiny, cwd, run } = workplace();

describe('tables and log', () => {
  test.each([
    ['csv', 'model.csv'],
    ['jsonl', 'model.jsonl'],
    ['sqlite', 'tables.db'],
  ])('collect.format %s', async (format, file) => {
    await run(
      tiny,
      '--steps',
      '1',
      '--out',
      format,
      '--set',
      `collect.format=${format}`,
      '--set',
      'collect.agents=true',
    );
    expect(readdirSync(join(cwd, format))).toContain(file);
  });

  test('LOGGING_FILE takes the log', async () => {
    const env = { LOGGING_FILE: join(cwd, 'logs', 'custom.log'), LOGGING_LEVEL: 'INFO' };
    await starling(['run', tiny, '--device', 'cpu', '--steps', '1', '--out', 'logged'], { cwd, env });
    expect(existsSync(join(cwd, 'logged', 'log.jsonl'))).toBe(false);
    expect(readFileSync(env.LOGGING_FILE, 'utf8')).not.toContain('"event":"step"');
  });
});
