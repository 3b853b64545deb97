import type { Receipt } from '#contract/update';
import { anItem, aRetraction } from '../../test/an-item.js';
import { afterAnswer, changedBy } from './after-answer.js';
import { isStillOurs, isUnsent } from './item.js';

const receipt = (fields: Partial<Receipt> = {}): Receipt => ({
  ...{ id: 'item-1', revision: 1, status: 'published', epoch: 'e', seq: 7 },
  ...fields,
});
const sending = anItem(1, { attempts: 1, state: { at: 'sending' } });
const after = (fields: Partial<Receipt>) =>
  afterAnswer(sending, { is: 'receipt', receipt: receipt(fields) }).state;

test('what is published is live, with what the desk should look at again', () => {
  const warnings = [{ code: 'same_increment', path: 'figures.0', message: 'Twice?' }] as const;
  expect(after({ revision: 2, warnings })).toEqual({ at: 'live', revision: 2, warnings });
});

test('what waits at the desk says why, or until when', () => {
  const reasons = [{ code: 'unknown_city', message: 'No such city.' }] as const;
  expect(after({ status: 'submitted', revision: null, reasons })).toEqual({
    at: 'desk',
    status: 'submitted',
    reasons,
  });
  const publishAt = '2021-01-23T13:00:00Z';
  expect(after({ status: 'scheduled', publishAt })).toMatchObject({ at: 'desk', publishAt });
});

test.each(['none', 'not_now', 'signed_out'] as const)(
  'an answer of %s loses nothing: it may have arrived',
  (is) => {
    const kept = afterAnswer(sending, is === 'not_now' ? { is, waitMs: 5 } : { is });
    expect([isUnsent(kept), isStillOurs(kept), kept.id]).toEqual([true, false, sending.id]);
  },
);

test('what is refused is kept with the reason', () => {
  const problem = {
    type: '',
    title: 'Too large.',
    status: 413,
    code: 'too_large',
    retry: 'changed',
  } as const;
  expect(afterAnswer(sending, { is: 'refusal', problem })).toMatchObject({
    state: { at: 'refused', problem },
  });
});

test('a correction that was taken is what the update says now', () => {
  const body = { requestId: 'r', text: 'Shorter.', figures: [], correctionNote: 'A slip.', city: 'kazan' };
  const change = anItem(2, { id: 'r', task: { kind: 'correction', of: 'item-1', body } });
  const target = changedBy(anItem(1), change, receipt({ revision: 2 }));
  expect(target).toMatchObject({ city: 'kazan', state: { at: 'live', revision: 2 } });
  expect(target.task.body).toEqual({ ...anItem(1).task.body, city: 'kazan', text: 'Shorter.' });
});

test('what was taken back is withdrawn', () => {
  expect(changedBy(anItem(1), aRetraction(2, 'item-1'), receipt({ status: 'retracted' })).state).toEqual({
    at: 'withdrawn',
  });
});
