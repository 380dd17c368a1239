import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { Exit, StarlingError } from '../../../framework/errors.js';
import { answer, type Reply } from './answer.js';
import { type Desk, MOST_BYTES, variablesOf } from './protocol.js';
import { keepSecret, secretOf } from './secret.js';

export interface CollectorOptions {
  /** Of the sweep. */
  readonly folder: string;
  /** `HOST:PORT` to listen at; port 0 takes a free one, and the same one when the sweep is resumed. */
  readonly listen: string;
  /** How others reach it; the host and the port that it listens at where absent. */
  readonly url?: string | undefined;
}

/**
 * Takes in what shards say that can't see the sweep's folder: appends it to their outboxes there, from where whoever drives
 * takes it like that of all others. It lets nobody in without the sweep's token.
 */
export class Collector {
  /** How others reach it. */
  readonly url: string;
  /** Environment variables of the shards, by which they find it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #server: Server;

  private constructor(server: Server, desk: Desk) {
    this.#server = server;
    this.url = desk.url;
    this.variables = variablesOf(desk);
  }

  /** @throws StarlingError where it can't listen there */
  static async open({ folder, listen, url }: CollectorOptions): Promise<Collector> {
    const { host, port } = hostAndPort(listen);
    const { token, port: before } = secretOf(folder);
    const server = createServer((request, response) => void serve(folder, token, request, response));
    await listening(server, host, port === 0 ? before : port, listen);
    const { port: own } = server.address() as AddressInfo;
    keepSecret(folder, { token, port: own });
    return new Collector(server, { url: url ?? urlOf(host, own), token });
  }

  async close(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** `[::1]:80` has brackets, and a server wants none. */
function hostAndPort(listen: string): { readonly host: string; readonly port: number } {
  const at = listen.lastIndexOf(':');
  return { host: listen.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(listen.slice(at + 1)) };
}

/** An address that means all of this machine's is none that others could use. */
function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? hostname() : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}

function listening(server: Server, host: string, port: number, place: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (cause) =>
      fail(
        new StarlingError(`no results can be collected there: ${cause.message}`, {
          code: Exit.usage,
          place: `sweeps.ray.collect.listen ${place}`,
          hint: 'name a host of this machine and a port that is free; shards at work look for their driver where the last one was',
          cause,
        }),
      ),
    );
    server.listen(port, host, () => done());
  });
}

async function serve(
  folder: string,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await replyTo(folder, token, request).catch(
    (): Reply => ({ status: 500, body: 'it could not be written or read' }),
  );
  const { status, body } = reply;
  // Whoever has not the token is not listened to any longer.
  if (status === 401) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/octet-stream' });
  response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
}

async function replyTo(folder: string, token: string, request: IncomingMessage): Promise<Reply> {
  if (!isEqual(request.headers.authorization ?? '', `Bearer ${token}`)) {
    request.resume();
    return { status: 401, body: 'not without the token of the sweep' };
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size <= MOST_BYTES) pieces.push(piece);
  }
  if (size > MOST_BYTES) return { status: 413, body: `at most ${MOST_BYTES} bytes at once` };
  return answer(folder, request.method ?? '', request.url ?? '', Buffer.concat(pieces));
}

/** In the time that it always takes. */
function isEqual(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one!, other!);
}
