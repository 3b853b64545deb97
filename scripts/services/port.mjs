import net from 'node:net';
import { CannotStart } from './cannot-start.mjs';

const ANSWER_MS = 1_000;

/** Throws a sentence when nothing can listen there. */
export async function checkPort(given, host) {
  const port = Number(given);
  if (given === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CannotStart(`PORT must be a number from 0 to 65535, not "${given}".`);
  const error = await refusal(port, host);
  if (!error) return;
  if (error.code === 'EADDRINUSE') {
    const who = (await isDateline(port, host)) ? 'another Dateline' : 'another program';
    throw new CannotStart(`Port ${port} is taken by ${who}. Stop it, or set PORT to another number.`);
  }
  if (error.code === 'EACCES')
    throw new CannotStart(`Port ${port} is not for ordinary users. Set PORT to a number above 1023.`);
  throw new CannotStart(
    `Dateline can't listen on ${host} (${error.code}). Set HOST to an address of this machine.`,
  );
}

const refusal = (port, host) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

async function isDateline(port, host) {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const url = `http://${net.isIPv6(address) ? `[${address}]` : address}:${port}/readyz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    const { postgres, redis } = await answer.json();
    return postgres !== undefined && redis !== undefined;
  } catch {
    return false;
  }
}
