import type { StoryEvent } from '#contract/event';
import { type Slot, slotOf } from '../source/slot.js';
import { Ring } from './ring.js';

function event(
  seq: number,
  kind: 'update.posted' | 'update.retracted' | 'update.erased',
  id: string,
  text = '',
): Slot {
  const shown = { seq, shownAt: '', cities: [], changes: [], kind, update: { id, text }, pins: [] };
  return slotOf({ seq, event: JSON.stringify(shown as unknown as StoryEvent), totals: null });
}
const posted = (seq: number, id = `u${seq}`, text = 'body') => event(seq, 'update.posted', id, text);
const seqs = (slots: readonly Slot[] | null) => slots?.map(({ seq }) => seq) ?? null;

describe('the ring of a story', () => {
  test('gives what came after a position, and says when it does not go back that far', () => {
    const ring = new Ring(10);
    for (let seq = 11; seq <= 14; seq += 1) ring.push(posted(seq));
    expect(seqs(ring.after(12))).toEqual([13, 14]);
    expect(seqs(ring.after(14))).toEqual([]);
    expect(seqs(ring.after(10))).toEqual([11, 12, 13, 14]);
    expect(ring.after(9)).toBeNull();
  });

  test('takes no event out of turn', () => {
    expect(() => new Ring(10).push(posted(12))).toThrow(RangeError);
  });

  test('keeps the newest 512, and no more than 8 MB', () => {
    const many = new Ring(0);
    for (let seq = 1; seq <= 600; seq += 1) many.push(posted(seq));
    expect([many.after(87), seqs(many.after(88))?.length]).toEqual([null, 512]);
    const large = new Ring(0);
    for (let seq = 1; seq <= 400; seq += 1) large.push(posted(seq, `u${seq}`, 'x'.repeat(32_000)));
    expect(large.after(100)).toBeNull();
    expect(large.after(200)).not.toBeNull();
  });

  test('drops the bodies of a retracted update, earlier ones only, and of no other', () => {
    const ring = new Ring(0);
    for (const slot of [posted(1, 'a', 'gone'), posted(2, 'b', 'stays'), event(3, 'update.retracted', 'a')])
      ring.push(slot);
    ring.push(posted(4, 'a', 'restored'));
    const texts = ring.after(0)?.map((slot) => slot.event) ?? [];
    expect(texts.join()).not.toContain('gone');
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      seq: 1,
      kind: 'update.posted',
      id: 'a',
      withheld: true,
    });
    expect(texts[1]).toContain('stays');
    expect(texts[3]).toContain('restored');
  });

  test('drops the reason of a retraction when the update is erased', () => {
    const note = 'named a minor';
    const retracted = { seq: 1, kind: 'update.retracted', cities: [], update: { id: 'a', note }, pins: [] };
    const ring = new Ring(0);
    ring.push(slotOf({ seq: 1, event: JSON.stringify(retracted), totals: null }));
    ring.push(event(2, 'update.erased', 'a'));
    const kept = ring.after(0)?.map((slot) => slot.event)[0] ?? '';
    expect(JSON.parse(kept)).toEqual({ ...retracted, update: { id: 'a', note: null } });
  });

  test('reaches back over events read before their body was withheld, without the body', () => {
    const ring = new Ring(3);
    ring.push(event(4, 'update.retracted', 'a'));
    ring.extendBack([posted(1), posted(2, 'a', 'gone'), posted(3), posted(4, 'a', 'gone too')]);
    expect(seqs(ring.after(0))).toEqual([1, 2, 3, 4]);
    expect(JSON.stringify(ring.after(0))).not.toContain('gone');
  });

  test('does not reach back over a hole', () => {
    const ring = new Ring(5);
    ring.extendBack([posted(1), posted(2)]);
    expect(ring.after(3)).toBeNull();
  });

  test('keeps the number of an event that cannot be read, and has its holders fetch the story anew', () => {
    const slot = slotOf({ seq: 1, event: '{"kind":', totals: null });
    expect(slot).toMatchObject({ seq: 1, event: '', totals: 'reload' });
  });

  test('keeps no number from before an event with which the story is fetched anew', () => {
    const changes = [{ key: 'metrics/arrests/leading', after: { low: 457 } }];
    const withNumber = (seq: number) => {
      const shown = { ...{ seq, shownAt: '', cities: [], changes }, kind: 'update.posted', pins: [] };
      const event = JSON.stringify({ ...shown, update: { id: `u${seq}`, figures: [{ value: 457 }] } });
      return slotOf({ seq, event, totals: '{"arrests":{"low":457}}' });
    };
    const edited = {
      ...{ seq: 4, shownAt: '', cities: [], changes: [] },
      kind: 'story.edited',
      story: 'reload',
    };
    const renewing = slotOf({ seq: 4, event: JSON.stringify(edited), totals: '"reload"' });
    const told = (ring: Ring) =>
      JSON.stringify(ring.after(1)?.map(({ event, totals }) => [event, totals && [...totals]]));
    const ring = new Ring(1);
    for (const slot of [withNumber(2), withNumber(3), renewing, withNumber(5)]) ring.push(slot);
    const late = new Ring(4);
    late.push(withNumber(5));
    late.extendBack([withNumber(2), withNumber(3), renewing]);
    expect([ring, late].map((each) => told(each).split('457').length - 1)).toEqual([3, 3]);
  });
});
