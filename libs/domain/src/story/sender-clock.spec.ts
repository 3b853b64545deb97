import { describe, expect, test } from '@jest/globals';
import type { UpdateContent } from '#contract/update';
import { onOurClock } from './sender-clock.js';

const NOW = '2021-01-23T12:00:00Z';
const filed = (occurredAt: string, asOf?: string): UpdateContent => ({
  ...{ city: 'moscow', occurredAt, text: 'Words.' },
  figures: [{ metric: 'arrests', source: 'own', value: 3, ...(asOf === undefined ? {} : { asOf }) }],
});

describe('a time by a phone’s clock', () => {
  test('that is right, or nearly, or that says nothing, is taken as it is', () => {
    const content = filed('2021-01-23T14:58:00+03:00');
    for (const sentAt of [
      undefined,
      '2021-01-23T15:00:00+03:00',
      '2021-01-23T11:58:00Z',
      '2021-01-23T12:02:00Z',
    ])
      expect(onOurClock(content, sentAt, NOW)).toEqual({ content, said: null });
  });

  test('that is an hour ahead is moved back by an hour, with the moments of its figures', () => {
    const { content, said } = onOurClock(
      filed('2021-01-23T15:50:00+03:00', '2021-01-23T12:45:00Z'),
      '2021-01-23T13:00:00Z',
      NOW,
    );
    expect([content.occurredAt, content.figures[0]?.asOf]).toEqual([
      '2021-01-23T11:50:00Z',
      '2021-01-23T11:45:00Z',
    ]);
    expect(said).toBe('2021-01-23T15:50:00+03:00');
  });

  test('that is years behind is moved on; what names no moment stays for the desk to see', () => {
    const { content } = onOurClock(filed('2015-01-01T00:00:00Z', 'noon'), '2015-01-01T00:05:00Z', NOW);
    expect([content.occurredAt, content.figures[0]?.asOf]).toEqual(['2021-01-23T11:55:00Z', 'noon']);
  });
});
