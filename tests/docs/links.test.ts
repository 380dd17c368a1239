import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { program } from '../../app/cli/program.js';
import { inRepository } from '../app/starling.js';
import { type CommandLine, commandLines } from './command-lines.js';
import { anchors, pages, prose } from './pages.js';

const all = pages();

describe.each(all)('$path', ({ path, text }) => {
  const links = Array.from(prose(text).matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target!);
  const relative = links.filter((target) => !/^[a-z]+:/.test(target));

  test('has links that lead somewhere', () => {
    const broken = relative.filter((target) => {
      const [file, anchor] = target.split('#') as [string, string | undefined];
      const found = file === '' ? path : normalize(join(dirname(path), file));
      if (!existsSync(inRepository(found))) return true;
      return anchor !== undefined && !anchors(readFileSync(inRepository(found), 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

test('every page of docs is in its table of contents', () => {
  const contents = all.find(({ path }) => path === 'docs/README.md')!.text;
  const missing = all
    .filter(({ path }) => path.startsWith('docs/') && path !== 'docs/README.md')
    .filter(({ path }) => !contents.includes(`](${path.slice('docs/'.length)})`));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

/** A command line's fault as the command line itself would tell it, or undefined. */
async function faultOf({ words }: CommandLine): Promise<string | undefined> {
  const given = words.slice(1).filter((word) => word !== '…');
  const asked = given[0] === 'help' ? given.slice(1, 2).filter((word) => word !== 'COMMAND') : given;
  let command: Command = await program(asked);
  let rest = asked;
  for (;;) {
    const child = command.commands.find((each) => each.name() === rest[0]);
    if (child === undefined) break;
    command = child;
    rest = rest.slice(1);
  }
  if (command.commands.length > 0 && rest.length > 0 && !rest[0]!.startsWith('-'))
    return `no command ${rest[0]}`;
  let said = '';
  command.exitOverride().configureOutput({
    writeErr: (line) => {
      said += line;
    },
  });
  try {
    const { unknown } = command.parseOptions(
      rest.filter((word) => word !== '--version' && word !== '--help'),
    );
    return unknown.length === 0 ? undefined : `unknown: ${unknown.join(' ')}`;
  } catch (error) {
    return said || String(error);
  }
}

const lines = all.flatMap((page) => commandLines(page, /^starling /));

test('the pages show command lines of every command', async () => {
  const shown = new Set(lines.map(({ words }) => words[1]));
  for (const { name } of (await program([])).commands.map((each) => ({ name: each.name() })))
    expect(shown, name).toContain(name);
});

test.each(lines)('$page: $text', async (line) => {
  expect(await faultOf(line)).toBeUndefined();
});

test('a command line that does not exist would be seen', async () => {
  const line = (text: string) => ({ page: '', text, words: text.split(' ') });
  expect(await faultOf(line('starling run x.yaml --sede 4'))).toContain('--sede');
  expect(await faultOf(line('starling ledger prove x'))).toContain('prove');
  expect(await faultOf(line('starling run x.yaml --device gpu'))).toContain('gpu');
});

const scripts = all.flatMap((page) => commandLines(page, /^scripts\/\w+\.sh/));

test.each(scripts)('$page: $text is a script', ({ words }) => {
  expect(() => accessSync(inRepository(words[0]!), constants.X_OK)).not.toThrow();
});

const npmScripts = all.flatMap((page) => commandLines(page, /^npm run /));

test.each(npmScripts)('$page: $text is a script of the package', ({ words }) => {
  const manifest = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { scripts: object };
  expect(Object.keys(manifest.scripts)).toContain(words[2]);
});
