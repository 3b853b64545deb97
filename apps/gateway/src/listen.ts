import { lookup } from 'node:dns/promises';
import type { Server as HttpServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Readers dropped together come back together, and wait in the kernel's queue: in one of 511 places, Node's own, all
 * others of 2,000 try again only after a second. The kernel caps it at `net.core.somaxconn`.
 */
const BACKLOG = 8_192;
/** This machine has no such address: it has no IPv6. */
const NOT_HERE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * Listens at `host`; at `localhost`, which is 127.0.0.1 and ::1 on most machines, at both. Connections to either are
 * one server's: Fastify would make a second one, which knows nothing of sockets, streams and what is in front of it.
 */
export async function listen(app: NestFastifyApplication, port: string, host: string): Promise<void> {
  const [first = host, ...more] = host === 'localhost' ? await addressesHere() : [host];
  await app.listen({ port: Number(port), backlog: BACKLOG } as never, first);
  const server = app.getHttpServer() as HttpServer;
  const taken = (server.address() as AddressInfo).port;
  await Promise.all(more.map((address) => listenToo(server, taken, address)));
}

/** IPv4 first: it is what this newsroom's own parts are told. */
async function addressesHere(): Promise<string[]> {
  const found = await lookup('localhost', { all: true });
  const inOrder = found.toSorted((a, b) => a.family - b.family);
  return [...new Set(inOrder.map(({ address }) => address))];
}

function listenToo(server: HttpServer, port: number, host: string): Promise<void> {
  const options = { allowHalfOpen: true, noDelay: true }; // as an http server has it
  const ear = net.createServer(options, (connection) => server.emit('connection', connection));
  server.once('close', () => ear.close());
  return new Promise((resolve, reject) => {
    ear.once('error', (error: NodeJS.ErrnoException) =>
      NOT_HERE.has(error.code ?? '') ? resolve() : reject(error),
    );
    ear.listen({ port, host, backlog: BACKLOG }, resolve);
  });
}
