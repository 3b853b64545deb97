// Rounds of a restarted gateway as a table: the worst of what may not be, medians of what took its time.
import { figure, median, table } from './table.mjs';

const most = (row, of) => figure(Math.max(...row.rounds.map(of)));
const middle = (row, of, digits) => figure(median(row.rounds.map(of)), digits);
const snapshots = (round) => Object.values(round.snapshots).reduce((sum, one) => sum + one, 0);

const COLUMNS = [
  ['posts/s', 7, (row) => middle(row, (one) => one.postsPerSecond, 1)],
  ['up s', 5, (row) => middle(row, (one) => one.upSeconds, 1)],
  ['back s', 6, (row) => middle(row, (one) => one.backSeconds, 1)],
  ['away s', 6, (row) => middle(row, (one) => one.awaySeconds, 1)],
  ['back', 6, (row) => figure(Math.min(...row.rounds.map((one) => one.back)))],
  ['resumed', 7, (row) => figure(Math.min(...row.rounds.map((one) => one.how.resume ?? 0)))],
  ['resumes', 7, (row) => figure(Math.min(...row.rounds.map((one) => one.resumes)))],
  ['snapshots', 9, (row) => most(row, snapshots)],
  ['lost', 6, (row) => most(row, (one) => one.lost)],
  ['doubled', 7, (row) => most(row, (one) => one.doubled)],
  ['client', 6, (row) => middle(row, (one) => one.clientCores, 2)],
  ['busy', 5, (row) => middle(row, (one) => one.busyCores, 2)],
];

/** `rounds`: for each round, what was measured by the key of its server. `subjects`: key and subject, in order. */
export function restartTable(rounds, subjects, { rate, readers }) {
  const rows = subjects.map(([key, { name }]) => ({
    name,
    rounds: rounds.flatMap((round) => round[key] ?? []),
  }));
  return [
    `Gateway killed and started again under ${readers} readers and ${rate} updates a second`,
    ...table(
      COLUMNS,
      rows.filter((row) => row.rounds.length > 0),
    ),
  ];
}
