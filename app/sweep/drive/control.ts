import { createHash } from 'node:crypto';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sweepPaths } from '../folder.js';

/** What another process may ask of who drives a sweep. */
export const REQUESTS = ['drain', 'cancel'] as const;
export type ControlRequest = (typeof REQUESTS)[number];

/** Bytes of a socket's path that every system takes. */
const LONGEST = 100;

/** Where the driver of a sweep's folder listens: in the folder, or, where its path is too long, among the temporary files. */
export function socketOf(folder: string): string {
  const real = realpathSync(folder);
  const path = sweepPaths(real).socket;
  if (Buffer.byteLength(path) <= LONGEST) return path;
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  return join(tmpdir(), `starling-${name}.sock`);
}

/**
 * Listens for requests of other processes until it is closed: a line each, answered with the same line once it was heard.
 * Whoever drives holds the folder's lock, so a socket that is left there is nobody's. Where no socket can be made (some
 * network folders) the sweep can be ended by signals only.
 */
export async function listen(
  folder: string,
  heard: (request: ControlRequest) => void,
): Promise<{ close(): void }> {
  const path = socketOf(folder);
  rmSync(path, { force: true });
  const server: Server = createServer((connection) => {
    connection.on('error', () => connection.destroy());
    createInterface({ input: connection }).on('line', (line) => {
      const request = REQUESTS.find((each) => each === line);
      if (request !== undefined) heard(request);
      connection.end(`${request ?? 'unknown'}\n`);
    });
  });
  server.unref();
  await new Promise<void>((done) => {
    server.on('error', () => done());
    server.listen(path, done);
  });
  return {
    close() {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

/** Asks the driver of a sweep for something. @returns false where nobody drives it */
export function ask(folder: string, request: ControlRequest): Promise<boolean> {
  const path = socketOf(folder);
  if (!existsSync(path)) return Promise.resolve(false);
  return new Promise((done) => {
    const connection = createConnection(path, () => connection.write(`${request}\n`));
    connection.setEncoding('utf8');
    connection.on('data', (text) => done(String(text).trim() === request));
    connection.on('error', () => done(false));
    connection.on('close', () => done(false));
  });
}
