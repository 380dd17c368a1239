import type { RunReader } from '../../../framework/experiment/store/index.js';
import type { Engine } from '../../../framework/index.js';
import type { LiveView } from '../../tui/host/sweep-feed.js';
import { FolderTalk } from './folder-talk.js';
import { type Heard, LiveHub, type ShardTalk } from './hub.js';
import { LiveServer, type LiveSource } from './server.js';

/** What lets runs be looked at while their sweep is driven here. */
export interface OpenLive extends LiveSource {
  close(): void;
}

/** Lets the runs of a sweep that is driven here be looked at, from here and from other processes. */
export async function openLive(
  folder: string,
  { engine, slots }: { readonly engine: Engine; readonly slots?: number | undefined },
  table: RunReader,
): Promise<OpenLive> {
  const began = performance.now();
  const shardOf = (key: string) =>
    table.value<string | null>("SELECT shard FROM run WHERE key = ? AND state = 'running'", key);
  const talk = canTalk(engine) ? engine : new FolderTalk(folder);
  const hub = new LiveHub(talk, shardOf);
  const source: LiveSource = {
    hello: () => ({ engine: engine.name, slots, elapsed: (performance.now() - began) / 1000 }),
    watch: (key: string, heard: Heard): LiveView | string => hub.watch(key, heard),
  };
  const server = await LiveServer.open(folder, source);
  return {
    ...source,
    close() {
      server.close();
      hub.close();
      if (talk instanceof FolderTalk) talk.close();
    },
  };
}

const canTalk = (engine: Engine): engine is Engine & ShardTalk => 'tell' in engine && 'onMessage' in engine;
