import { randomUUID } from 'node:crypto';
import { type Case, casesOf, type Taking } from './bad-cases.js';
import { at, decided, evidence, FIGURE, figure, OPTIONAL } from './bad-requests.js';
import { NOT } from './bad-values.js';

/** Lines of a delivery, each refused on its own within an answer of 200. */
export function badDeliveries(story: string, update: string): Case[] {
  const record = { id: randomUUID(), story };
  const lines: Omit<Taking, 'method' | 'path'>[] = [
    {
      body: {
        ...{ type: 'update', ...at },
        record: {
          ...{ ...record, revision: 1, status: 'published', city: 'moscow', text: 'Words.', evidence },
          ...{ occurredAt: '2021-01-23T11:00:00Z', figures: [FIGURE] },
        },
      },
      bad: {
        ...{ type: NOT.oneOf, receivedAt: NOT.time.filter((time) => time !== '2999-01-01T00:00:00Z') },
        ...{ record: NOT.object, 'record.id': NOT.name, 'record.story': [...NOT.name, 'another'] },
        ...{ 'record.revision': [...NOT.count, 0], 'record.status': NOT.oneOf, 'record.city': NOT.id },
        ...{ 'record.occurredAt': NOT.time, 'record.text': NOT.text, 'record.figures': NOT.list },
        ...figure('record.figures.0'),
      },
      optional: [...OPTIONAL, 'text', 'figures'],
    },
    {
      body: {
        type: 'ruling',
        ...at,
        record: { ...record, ...decided, updateId: update, figure: 0, state: 'held' },
      },
      bad: {
        ...{ 'record.decidedAt': NOT.time.filter((time) => time !== '2999-01-01T00:00:00Z') },
        ...{ 'record.updateId': NOT.name, 'record.figure': NOT.count, 'record.state': NOT.oneOf },
      },
    },
    {
      body: { type: 'pin', ...at, record: { ...record, ...decided, updateId: update, pinned: true } },
      bad: { 'record.updateId': NOT.name, 'record.pinned': NOT.boolean },
    },
    {
      body: {
        type: 'preference',
        ...at,
        record: { ...record, ...decided, metric: 'arrests', city: null, order: [] },
      },
      bad: { 'record.metric': NOT.id, 'record.city': NOT.id, 'record.order': [...NOT.list, [5], ['nobody']] },
      optional: ['city'],
    },
  ];
  return lines.flatMap(casesOf);
}
