import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Readers dropped together come back together, and wait in the kernel's queue: in one of 511 places, Node's own, all
 * others of 2,000 try again only after a second. The kernel caps it at `net.core.somaxconn`.
 */
const BACKLOG = 8_192;

export async function listen(app: NestFastifyApplication, port: string, host: string): Promise<void> {
  await app.listen({ port: Number(port), backlog: BACKLOG } as never, host);
}
