import { EventEmitter, once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LiveClient } from '../../../../app/sweep/live/client.js';
import { LiveHub, type ShardTalk } from '../../../../app/sweep/live/hub.js';
import { LiveServer } from '../../../../app/sweep/live/server.js';
import { socketOf } from '../../../../app/sweep/live/socket.js';
import { packed, unpack } from '../../../../app/sweep/live/wire.js';
import type { Message } from '../../../../app/tui/protocol.js';
import { SweepFolder } from '../sweep.js';

const folder = new SweepFolder();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

const log = (text: string): Message => ({ type: 'log', time: 0, level: 'info', text });

/** Workers that keep what they are told. */
class FakeWorkers extends EventEmitter implements ShardTalk {
  readonly told: (readonly [shard: string, message: object])[] = [];

  tell(shard: string, message: object): void {
    this.told.push([shard, message]);
    this.emit('told');
  }

  onMessage(listener: (message: unknown, shard: string) => void): () => void {
    this.on('said', listener);
    return () => this.off('said', listener);
  }

  shows(key: string, ...texts: string[]): void {
    this.emit('said', { frame: { key, messages: texts.map(log) } }, 's1');
  }

  async until(count: number): Promise<void> {
    while (this.told.length < count) await once(this, 'told');
  }
}

/** Runs whose keys begin with `a` are at work in shard s1. */
async function driven(place = folder.path) {
  const workers = new FakeWorkers();
  const hub = new LiveHub(workers, (key) => (key.startsWith('a') ? 's1' : undefined));
  const server = await LiveServer.open(place, {
    hello: () => ({ engine: 'local', slots: 2, elapsed: 5 }),
    watch: (key, heard) => hub.watch(key, heard),
  });
  closing.push(
    () => server.close(),
    () => hub.close(),
  );
  return { workers, hub, server };
}

async function connected(gone: () => void = () => undefined, place = folder.path): Promise<LiveClient> {
  const client = await LiveClient.connect(place, gone);
  closing.push(() => client!.close());
  return client!;
}

/** What a client hears of a run, and a promise of each next. */
class Ears extends EventEmitter {
  readonly texts: string[] = [];
  readonly heard = (messages: readonly Message[]): void => {
    for (const message of messages) if (message.type === 'log') this.texts.push(message.text);
    this.emit('more');
  };
  readonly over = (why: string): void => {
    this.texts.push(`over: ${why}`);
    this.emit('more');
  };

  async until(count: number): Promise<string[]> {
    while (this.texts.length < count) await once(this, 'more');
    return this.texts;
  }
}

test('a viewer in another process hears a run at work, asks about its agents, and stops', async () => {
  const { workers } = await driven();
  const client = await connected();
  expect(client.hello).toMatchObject({ engine: 'local', slots: 2, elapsed: 5 });
  const ears = new Ears();
  const view = client.watch('a1', ears.heard, ears.over);
  await workers.until(1);
  workers.shows('a1', 'one', 'two');
  workers.shows('a2', 'of another run');
  expect(await ears.until(2)).toEqual(['one', 'two']);
  view.inspect(7);
  view.stop();
  await workers.until(3);
  expect(workers.told).toEqual([
    ['s1', { watch: 'a1' }],
    ['s1', { inspect: 7 }],
    ['s1', { watch: null }],
  ]);
});

test('a run that is not at work is said to be so', async () => {
  await driven();
  const client = await connected();
  const ears = new Ears();
  client.watch('b1', ears.heard, ears.over);
  expect(await ears.until(1)).toEqual(['over: the run is not at work']);
});

test('several look at a run, and it is shown until the last has left', async () => {
  const { workers, hub } = await driven();
  const [own, other] = [new Ears(), new Ears()];
  const view = hub.watch('a1', own.heard);
  const client = await connected();
  client.watch('a1', other.heard, other.over);
  await workers.until(2);
  workers.shows('a1', 'both');
  expect([await own.until(1), await other.until(1)]).toEqual([['both'], ['both']]);
  client.close();
  // That it has left is known once the next one is served.
  await connected();
  if (typeof view === 'string') throw new Error(view);
  workers.shows('a1', 'one');
  expect(await own.until(2)).toEqual(['both', 'one']);
  view.stop();
  await workers.until(3);
  expect(workers.told.at(-1)).toEqual(['s1', { watch: null }]);
});

test('the end of who drives is told, and leaves no socket', async () => {
  const { server, workers } = await driven();
  const gone = new EventEmitter();
  const client = await connected(() => gone.emit('gone'));
  const ears = new Ears();
  client.watch('a1', ears.heard, ears.over);
  await workers.until(1);
  const left = once(gone, 'gone');
  server.close();
  await left;
  expect(ears.texts).toEqual(['over: who drives the sweep is gone']);
  expect(existsSync(socketOf(folder.path))).toBe(false);
  expect(await LiveClient.connect(folder.path, () => undefined)).toBeUndefined();
});

test('a socket that a killed driver has left is taken over', async () => {
  const stale = createServer();
  stale.listen(socketOf(folder.path));
  await once(stale, 'listening');
  await driven();
  expect((await connected()).hello.engine).toBe('local');
  stale.close();
});

test('a folder of a long path has its socket among the temporary files', async () => {
  const long = join(folder.path, 'x'.repeat(60), 'y'.repeat(60));
  mkdirSync(long, { recursive: true });
  await driven(long);
  expect(Buffer.byteLength(socketOf(long))).toBeLessThan(104);
  expect((await connected(() => undefined, long)).hello.slots).toBe(2);
  expect(readdirSync(long)).toEqual([]);
});

test.each(['nonsense', '{"watch":7}', '{}', 'null'])('who asks for %s is sent away', async (line) => {
  const { workers } = await driven();
  const socket = createConnection(socketOf(folder.path));
  socket.write(`${line}\n`);
  socket.resume();
  await once(socket, 'close');
  expect(workers.told).toEqual([]);
});

test('messages are whole in whatever pieces they come', () => {
  const socket = new EventEmitter();
  const heard: unknown[] = [];
  unpack(socket as Socket, (message) => heard.push(message));
  const messages = [
    { kind: 'none', key: 'k', why: 'x'.repeat(1000) },
    { kind: 'hello', engine: 'e', slots: undefined, elapsed: 1 },
    { kind: 'frame', key: 'k', messages: [log('a'), { type: 'close' }] },
  ] as const;
  const bytes = Buffer.concat(messages.map(packed));
  for (const size of [1, 3, 700, bytes.length]) {
    for (let at = 0; at < bytes.length; at += size) socket.emit('data', bytes.subarray(at, at + size));
  }
  expect(heard).toEqual([...messages, ...messages, ...messages, ...messages]);
});
