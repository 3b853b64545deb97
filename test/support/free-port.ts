import net from 'node:net';

/** Below the range from which systems take the near ends of connections: there a port is lost while its server is down. */
const PORTS = { from: 20_000, to: 32_000 };

const given = new Set<number>();

/** A port on loopback that nobody uses, for a server that must come back on the same one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
