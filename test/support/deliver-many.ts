import { randomUUID } from 'node:crypto';
import { ask } from './newsroom-people.js';

const BATCH = 100;
const AT_ONCE = 4;
const DAY = Date.UTC(2021, 0, 23, 9);

interface Answered {
  readonly results?: readonly { readonly problem?: unknown }[];
}

/** Sends recorded updates, a second of the day apart, until there are `most` or `ms` have passed; resolves to how many. */
export async function deliverMany(
  story: { readonly id: string; readonly address: string },
  token: string,
  { most, ms }: { readonly most: number; readonly ms: number },
): Promise<number> {
  const end = performance.now() + ms;
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < most && performance.now() < end) {
      const from = sent;
      sent += BATCH;
      const deliveries = Array.from({ length: BATCH }, (_, i) => aLine(story.id, from + i));
      const sending = { method: 'POST', token, body: { deliveries } };
      const { status, body } = await ask<Answered>(`${story.address}/deliveries`, sending);
      const problem = body.results?.find((result) => result.problem);
      if (status !== 200 || problem) throw new Error(`Deliveries: ${status}, ${JSON.stringify(problem)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sent;
}

function aLine(story: string, n: number) {
  const at = new Date(DAY + n * 1_000).toISOString().replace('.000Z', 'Z');
  const city = ['moscow', 'kazan', 'omsk'][n % 3];
  const figures = n % 10 === 0 ? [{ metric: 'arrests', source: 'ovd-info', value: n }] : [];
  const text = `Report ${n}: people walk along the embankment.`;
  const record = {
    story,
    id: randomUUID(),
    revision: 1,
    status: 'published',
    city,
    occurredAt: at,
    text,
    figures,
  };
  return { type: 'update', receivedAt: at, record };
}
