import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { LiveView } from '../../tui/host/sweep-feed.js';
import type { Heard } from './hub.js';
import { socketOf } from './socket.js';
import { type FromDriver, packed, type ToDriver } from './wire.js';

/** Bytes that wait for a viewer; one that takes no more is shown nothing until it does, and then all anew. */
const MOST_WAITING = 4 * 1024 * 1024;

/** What a driver lets others see. */
export interface LiveSource {
  hello(): Omit<FromDriver & { readonly kind: 'hello' }, 'kind'>;
  watch(key: string, heard: Heard): LiveView | string;
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
    const viewer = new Viewer(socket, this.#source);
    this.#viewers.add(socket);
    socket.unref();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      viewer.stop();
      this.#viewers.delete(socket);
    });
    const lines = createInterface({ input: socket });
    lines.on('error', () => socket.destroy());
    lines.on('line', (line) => {
      const asked = wish(line);
      try {
        if (asked === undefined) socket.destroy();
        else viewer.asks(asked);
      } catch {
        // What can't be shown is no fault of the sweep, which goes on.
        socket.destroy();
      }
    });
  }
}

/** One who looks on from another process. */
class Viewer {
  readonly #socket: Socket;
  readonly #source: LiveSource;
  #view: LiveView | undefined;
  #key: string | undefined;

  constructor(socket: Socket, source: LiveSource) {
    this.#socket = socket;
    this.#source = source;
    this.#tell({ kind: 'hello', ...source.hello() });
  }

  asks(asked: ToDriver): void {
    if ('inspect' in asked) {
      this.#view?.inspect(asked.inspect ?? undefined);
      return;
    }
    this.stop();
    this.#key = asked.watch ?? undefined;
    if (this.#key !== undefined) this.#show(this.#key);
  }

  stop(): void {
    this.#view?.stop();
    this.#view = undefined;
    this.#key = undefined;
  }

  #show(key: string): void {
    const view = this.#source.watch(key, (messages) => {
      if (this.#socket.writableLength <= MOST_WAITING) this.#tell({ kind: 'frame', key, messages });
      else this.#hold(key);
    });
    if (typeof view === 'string') this.#tell({ kind: 'none', key, why: view });
    else this.#view = view;
  }

  #hold(key: string): void {
    this.#view?.stop();
    this.#view = undefined;
    this.#socket.once('drain', () => {
      if (this.#key === key) this.#show(key);
    });
  }

  #tell(message: FromDriver): void {
    this.#socket.write(packed(message));
  }
}

/** What a line asks for; undefined where it is nothing of ours. */
function wish(line: string): ToDriver | undefined {
  try {
    const { watch, inspect } = JSON.parse(line) as { readonly watch?: unknown; readonly inspect?: unknown };
    if (watch === null || typeof watch === 'string') return { watch };
    return inspect === null || typeof inspect === 'number' ? { inspect } : undefined;
  } catch {
    return undefined;
  }
}
