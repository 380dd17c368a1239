import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Heard } from './hub.js';
import { socketOf } from './socket.js';
import { type FromDriver, packed, type ToDriver } from './wire.js';

/** Bytes that wait for a viewer; one that takes no more is shown nothing until it does, and then all anew. */
const MOST_WAITING = 4 * 1024 * 1024;

/** What a driver lets others see. */
export interface LiveSource {
  hello(): Omit<FromDriver & { readonly kind: 'hello' }, 'kind'>;
  watch(key: string, heard: Heard): (() => void) | string;
}

/**
 * Lets other processes look at the runs of a sweep that is driven here. Whoever drives holds the folder's lock, so a socket
 * that is left there is nobody's. Where none can be made (some network folders) the sweep goes on without.
 */
export class LiveServer {
  readonly #server: Server;
  readonly #path: string;
  readonly #source: LiveSource;
  readonly #viewers = new Set<Socket>();

  private constructor(path: string, source: LiveSource) {
    this.#path = path;
    this.#source = source;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.unref();
  }

  static async open(folder: string, source: LiveSource): Promise<LiveServer> {
    const path = socketOf(folder);
    rmSync(path, { force: true });
    const server = new LiveServer(path, source);
    await new Promise<void>((done) => {
      server.#server.on('error', () => done());
      server.#server.listen(path, done);
    });
    return server;
  }

  close(): void {
    this.#server.close();
    for (const viewer of this.#viewers) viewer.destroy();
    rmSync(this.#path, { force: true });
  }

  #serve(socket: Socket): void {
    let stop: (() => void) | undefined;
    let watched: string | undefined;
    socket.unref();
    this.#viewers.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      stop?.();
      this.#viewers.delete(socket);
    });
    const tell = (message: FromDriver) => socket.write(packed(message));
    const show = (key: string) => {
      const found = this.#source.watch(key, (messages) => {
        if (socket.writableLength <= MOST_WAITING) {
          tell({ kind: 'frame', key, messages });
          return;
        }
        stop?.();
        stop = undefined;
        socket.once('drain', () => {
          if (watched === key) show(key);
        });
      });
      if (typeof found === 'string') tell({ kind: 'none', key, why: found });
      else stop = found;
    };
    tell({ kind: 'hello', ...this.#source.hello() });
    const lines = createInterface({ input: socket });
    lines.on('error', () => socket.destroy());
    lines.on('line', (line) => {
      const asked = wish(line);
      if (asked === undefined) {
        socket.destroy();
        return;
      }
      stop?.();
      stop = undefined;
      watched = asked.watch ?? undefined;
      if (watched !== undefined) show(watched);
    });
  }
}

/** What a line asks for; undefined where it is nothing of ours. */
function wish(line: string): ToDriver | undefined {
  try {
    const { watch } = JSON.parse(line) as Partial<ToDriver>;
    return watch === null || typeof watch === 'string' ? { watch } : undefined;
  } catch {
    return undefined;
  }
}
