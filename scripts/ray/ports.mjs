/** Prints so many ports of 127.0.0.1 that are free: `node scripts/ray/ports.mjs COUNT`. */
import { createServer } from 'node:net';

const servers = Array.from({ length: Number(process.argv[2]) }, () => createServer());
for (const server of servers)
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
for (const server of servers) {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
  server.close();
}
