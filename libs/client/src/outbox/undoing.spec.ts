import { problemDocument } from '#contract/problems';
import { anItem } from '../../test/an-item.js';
import { afterAnswer } from './after-answer.js';
import { isUnsent } from './item.js';
import { asItLeaves } from './undoing.js';

const body = { requestId: 'r' };
const until = '2021-01-23T12:00:10.000Z';
const undoing = anItem(2, {
  id: 'r',
  task: { kind: 'undoing', of: 'item-1', body, until, note: 'By mistake.' },
});
const retraction = { kind: 'retraction', of: 'item-1', body: { ...body, note: 'By mistake.' } };
const end = Date.parse(until);

test('an undoing leaves as one while it is in time, and as a retraction with a note from then on', () => {
  expect(asItLeaves(undoing, end - 1)).toBe(undoing);
  expect(asItLeaves(undoing, end).task).toEqual(retraction);
});

test('an undoing that may have been recorded is repeated as it was', () => {
  const repeated = { ...undoing, attempts: 1 };
  expect(asItLeaves(repeated, end + 1)).toBe(repeated);
});

test('what the newsroom undoes no more is taken back with a note', () => {
  const after = afterAnswer(undoing, { is: 'refusal', problem: problemDocument('too_late_to_undo') });
  expect(isUnsent(after)).toBe(true);
  expect(after.task).toEqual(retraction);
});
