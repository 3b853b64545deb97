import type { Item } from '../src/outbox/item.js';

/** A post from Moscow that was composed and not sent. */
export function anItem(order: number, fields: Partial<Item> = {}): Item {
  const id = fields.id ?? `item-${order}`;
  const city = fields.city === undefined ? 'moscow' : fields.city;
  const occurredAt = '2021-01-23T12:00:00Z';
  return {
    ...{ id, order, city, story: 'day', photos: [], attempts: 0, composedAt: occurredAt },
    state: { at: 'phone' },
    task: { kind: 'post', body: { id, city, occurredAt, text: `Post ${order}.`, figures: [] } },
    ...fields,
  };
}

export function aRetraction(order: number, of: string, fields: Partial<Item> = {}): Item {
  const id = `request-${order}`;
  return anItem(order, {
    id,
    task: { kind: 'retraction', of, body: { requestId: id, note: 'A slip.' } },
    ...fields,
  });
}
