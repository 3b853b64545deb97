const COLUMNS = [
  ['client', 28],
  ['answer', 10],
  ['jitter', 7],
  ['admit/s', 8],
  ['50 %', 7],
  ['99 %', 7],
  ['100 %', 7],
  ['core', 6],
  ['line', 7],
  ['refused', 12],
  ['unheard', 12],
  ['wasted', 11],
  ['origin', 7],
  ['GB', 8],
  ['Mbit/s', 7],
  ['gone', 11],
];
const line = (cells) =>
  cells.map((cell, at) => (at < 2 ? cell.padEnd(COLUMNS[at][1]) : cell.padStart(COLUMNS[at][1]))).join('');

export const HEADER = line(COLUMNS.map(([name]) => name));

/** One storm as a line of the table. Counts are of all readers, also where a part was simulated. */
export function rowOf({ title, answer = 'resume', isJittered }, settings, outcome) {
  const all = (count) => Math.round(count / settings.part).toLocaleString('en');
  const { half, most, all: last } = outcome.backAfter;
  return line([
    title,
    answer,
    isJittered ? 'yes' : 'no',
    settings.admission ? String(settings.admission.perSecond) : 'no',
    ...[half, most, last].map((seconds) => (seconds === null ? '–' : seconds.toFixed(1))),
    `${Math.round(100 * outcome.peakShare)}%`,
    String(outcome.longestLine),
    all(outcome.refused),
    all(outcome.unanswered),
    all(outcome.wasted),
    String(outcome.originRequests),
    (outcome.bytes / settings.part / 1e9).toFixed(2),
    ((outcome.peakBytes * 8) / 1e6).toFixed(0),
    all(outcome.ended + outcome.away),
  ]);
}
