import { describe, expect, test } from '@jest/globals';
import { counted } from './gateway-counts.mjs';
import { faultsOf } from './restart-verdict.mjs';

describe('the verdict on a restart', () => {
  const fine = { readers: 9, back: 9, lost: 0, doubled: 0, exact: 9, how: { resume: 9 }, snapshots: {} };

  test.each([
    ['everyone resumed', fine, []],
    ['some stayed away', { ...fine, back: 7, exact: 7 }, ['Readers who did not come back: 2.']],
    [
      'only the gateway knows of a snapshot',
      { ...fine, snapshots: { new: 0, too_old: 2 } },
      ['Readers given a snapshot: 2 (too_old 2).'],
    ],
    [
      'somebody was told to start anew',
      { ...fine, exact: 8, trouble: 'resync' },
      ['Readers disturbed: 1 (resync).'],
    ],
  ])('when %s', (_, round, sentences) => {
    expect(faultsOf(round)).toEqual(sentences);
  });
});

describe('the counts of a gateway', () => {
  const page =
    '# TYPE dateline_gateway_snapshots_total counter\ndateline_gateway_snapshots_total{why="new"} 1\n' +
    'dateline_gateway_snapshots_total{why="too_old"} 20\ndateline_gateway_frames_sent_total 7\n';

  test('are read by their label', () => {
    expect(counted(page, 'snapshots_total')).toEqual({ new: 1, too_old: 20 });
    expect(counted(page, 'frames_sent_total')).toEqual({ '': 7 });
  });

  test('are not taken for zero when the gateway has another name for them', () => {
    expect(() => counted(page, 'resumes_total')).toThrow('does not count resumes_total');
  });
});
