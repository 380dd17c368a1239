import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Collector, deskOf, MOST_BYTES, withoutDesk } from '../../../../app/sweep/collect/index.js';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { Exchange } from '../../../../framework/experiment/engines/ray/exchange.js';
import { Folder } from '../../starling.js';
import { mailboxesOf, talkAbout } from '../live/seen.js';

const folder = new Folder();
afterAll(() => folder.remove());
const paths = sweepPaths(folder.path);
mkdirSync(join(folder.path, 'shards'));
mkdirSync(join(folder.path, 'outbox'));

const open = (listen = '127.0.0.1:0', url?: string) => Collector.open({ folder: folder.path, listen, url });

let collector: Collector;
beforeEach(async () => {
  collector = await open();
  writeFileSync(paths.shard('s1'), 'what is to be done');
  rmSync(paths.outbox('s1'), { force: true });
});
afterEach(() => collector.close());

const token = () => deskOf(collector.variables)!.token;

async function ask(way: string, body?: string, own: string | undefined = token()) {
  const exchange = new Exchange(new URL(collector.url), own);
  try {
    const method = body === undefined ? 'GET' : 'PUT';
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const { status, text } = await exchange.ask({ method, path: `/${way}`, body: bytes });
    return { status, said: text.startsWith('{') ? JSON.parse(text) : text };
  } finally {
    exchange.close();
  }
}

const bring = (offset: number, text: string) => ask(`outbox/s1?offset=${offset}`, text);
const there = () => readFileSync(paths.outbox('s1'), 'utf8');

describe('a collector', () => {
  test('lets nobody in without the token, nor does anything for them', async () => {
    for (const other of ['', `${token()}x`, token().slice(1), 'x'.repeat(32)])
      for (const body of [undefined, 'lines'])
        expect(await ask('outbox/s1?offset=0', body, other)).toEqual({
          status: 401,
          said: 'not without the token of the sweep',
        });
    expect(existsSync(paths.outbox('s1'))).toBe(false);
  });

  test('gives a shard, and says of one that is cleared away that nobody waits for it', async () => {
    expect(await ask('shards/s1')).toEqual({ status: 200, said: 'what is to be done' });
    expect((await ask('shards/s2')).status).toBe(410);
    rmSync(paths.shard('s1'));
    expect((await bring(0, 'lines')).status).toBe(410);
    expect(existsSync(paths.outbox('s1'))).toBe(false);
  });

  test('appends what continues an outbox, and says how much there is', async () => {
    expect(await bring(0, '')).toEqual({ status: 200, said: { size: 0, drain: false } });
    expect(existsSync(paths.outbox('s1'))).toBe(false);
    expect(await bring(0, 'one\n')).toEqual({ status: 200, said: { size: 4, drain: false } });
    expect(await bring(4, 'two\n')).toEqual({ status: 200, said: { size: 8, drain: false } });
    expect(there()).toBe('one\ntwo\n');
  });

  test('takes nothing with a gap before it, nor other bytes than are there', async () => {
    await bring(0, 'one\n');
    expect(await bring(5, 'two\n')).toEqual({ status: 409, said: { size: 4, drain: false } });
    expect((await bring(0, 'oxe\ntwo\n')).status).toBe(412);
    expect(there()).toBe('one\n');
  });

  test('says when no further run is to be begun', async () => {
    writeFileSync(paths.drain, '');
    expect((await bring(0, '')).said).toEqual({ size: 0, drain: true });
    rmSync(paths.drain);
  });

  test('says what somebody wishes to see of a shard, while somebody does', async () => {
    const { talk } = talkAbout(folder.path);
    const { wish } = mailboxesOf(folder.path, 's1');
    talk.tell('s1', { watch: 'run' });
    talk.tell('s1', { inspect: 7 });
    const asked = { asking: expect.any(String), watch: 'run', inspect: 7 };
    expect((await bring(0, '')).said).toEqual({ size: 0, drain: false, wish: asked });
    expect((await bring(0, 'one\n')).said.wish).toEqual(wish());
    expect((await bring(9, 'two\n')).said.wish).toEqual(wish());
    talk.close();
    expect((await bring(4, '')).said).toEqual({ size: 4, drain: false });
  });

  test('takes in what a shard shows once the last was taken, and nothing where nobody looks', async () => {
    const { asked, shown, make } = mailboxesOf(folder.path, 's1');
    make();
    const show = (text: string) => ask('shown/s1', text);
    expect(await show('to nobody')).toEqual({ status: 409, said: 'nobody takes it now' });
    asked.put('{}');
    expect(await show('one')).toEqual({ status: 200, said: '' });
    expect((await show('two')).status).toBe(409);
    expect(shown.take()!.toString()).toBe('one');
    expect((await show('two')).status).toBe(200);
    expect((await show('x'.repeat(MOST_BYTES + 1))).status).toBe(413);
    expect((await ask('shown/s1')).status).toBe(400);
    expect(shown.take()!.toString()).toBe('two');
    rmSync(paths.shard('s1'));
    expect((await show('three')).status).toBe(410);
    asked.clear();
  });

  test('takes no more at once than it says', async () => {
    expect((await bring(0, 'x'.repeat(MOST_BYTES + 1))).status).toBe(413);
    expect(existsSync(paths.outbox('s1'))).toBe(false);
    expect((await bring(0, 'x'.repeat(MOST_BYTES))).status).toBe(200);
  });

  test.each([
    ['', 404],
    ['runs/s1', 404],
    ['outbox/..%2Fs1?offset=0', 404],
    ['outbox/../../s1?offset=0', 404],
    ['outbox/s1', 400],
    ['outbox/s1?offset=-1', 400],
    ['outbox/s1?offset=1.5', 400],
    ['shards/s1', 400],
    ['shown/..%2Fs1', 404],
  ])('does not write to %j', async (way, status) => {
    expect((await ask(way, 'x')).status).toBe(status);
    expect(existsSync(paths.outbox('s1'))).toBe(false);
  });

  test('comes to the whole, whatever of it is brought twice', async () => {
    const piece = fc.tuple(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }), fc.nat(8));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        rmSync(paths.outbox('s1'), { force: true });
        let whole = '';
        for (const [text, back] of pieces) {
          const from = Math.max(0, whole.length - back);
          whole += text;
          expect((await bring(from, whole.slice(from))).said.size).toBe(whole.length);
        }
        expect(there()).toBe(whole);
      }),
      { numRuns: 25 },
    );
  });

  test('is found by the shards of the last one: token and port stay, and only the owner reads them', async () => {
    const { url, variables } = collector;
    await collector.close();
    collector = await open();
    expect(collector).toMatchObject({ url, variables });
    expect(statSync(paths.collect).mode & 0o777).toBe(0o600);
  });

  test('makes what it is found by anew where that was damaged', async () => {
    const before = token();
    await collector.close();
    writeFileSync(paths.collect, '{"token":');
    collector = await open();
    expect(token()).not.toBe(before);
  });

  test('is reached as is said', async () => {
    await collector.close();
    collector = await open('127.0.0.1:0', 'https://head.example.org/starling');
    expect(collector.url).toBe('https://head.example.org/starling');
  });

  test('says where it can not listen', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    await expect(open(`127.0.0.1:${port}`)).rejects.toMatchObject({
      message: expect.stringContaining('no results can be collected there'),
      place: `sweeps.ray.collect.listen 127.0.0.1:${port}`,
    });
    other.close();
  });
});

test('what a run does is told nothing of it', () => {
  expect(withoutDesk({ ...collector.variables, PATH: '/bin' })).toEqual({ PATH: '/bin' });
  expect(deskOf({})).toBeUndefined();
});
