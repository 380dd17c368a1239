import { existsSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import type { LiveView } from '../../tui/host/sweep-feed.js';
import type { Heard } from './hub.js';
import { socketOf } from './socket.js';
import { type FromDriver, type ToDriver, unpack } from './wire.js';

export type Hello = FromDriver & { readonly kind: 'hello' };

/** A connection to who drives a sweep. */
export class LiveClient {
  readonly hello: Hello;
  readonly #socket: Socket;
  #viewed: { readonly key: string; readonly heard: Heard; over(why: string): void } | undefined;

  private constructor(socket: Socket, hello: Hello, gone: () => void) {
    this.#socket = socket;
    this.hello = hello;
    socket.on('close', () => {
      this.#viewed?.over('who drives the sweep is gone');
      this.#viewed = undefined;
      gone();
    });
  }

  /** Connects to who drives the sweep of a folder; undefined where nobody does, or can't be reached from here. */
  static connect(folder: string, gone: () => void): Promise<LiveClient | undefined> {
    const path = socketOf(folder);
    if (!existsSync(path)) return Promise.resolve(undefined);
    return new Promise((done) => {
      let client: LiveClient | undefined;
      const socket = createConnection(path);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => done(undefined));
      unpack(socket, (message) => {
        if (message.kind === 'hello') {
          client ??= new LiveClient(socket, message, gone);
          done(client);
        } else if (client !== undefined) client.#hear(message);
      });
    });
  }

  /**
   * Hears what a run at work tells; one at a time.
   *
   * @param over why there is nothing to hear, or no more
   */
  watch(key: string, heard: Heard, over: (why: string) => void): LiveView {
    const viewed = { key, heard, over };
    this.#viewed = viewed;
    this.#ask({ watch: key });
    return {
      inspect: (agent) => this.#ask({ inspect: agent ?? null }),
      stop: () => {
        if (this.#viewed !== viewed) return;
        this.#viewed = undefined;
        this.#ask({ watch: null });
      },
    };
  }

  close(): void {
    this.#viewed = undefined;
    this.#socket.destroy();
  }

  #ask(wish: ToDriver): void {
    this.#socket.write(`${JSON.stringify(wish)}\n`);
  }

  #hear(message: Exclude<FromDriver, Hello>): void {
    if (message.key !== this.#viewed?.key) return;
    if (message.kind === 'frame') this.#viewed.heard(message.messages);
    else this.#viewed.over(message.why);
  }
}
