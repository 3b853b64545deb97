// Rounds with one gateway and with several as a table, and the ratio of the same round.
import { figure, median, table } from './table.mjs';

const middle = (row, of, digits) => figure(median(row.rounds.map(of)), digits);

const COLUMNS = [
  ['gateways', 8, (row) => `${row.count}`],
  ['burst/s', 8, (row) => middle(row, (one) => one.perSecond)],
  ['µs', 6, (row) => middle(row, (one) => one.gatewayUs, 2)],
  ['capacity/s', 10, (row) => middle(row, capacity)],
  ['per frame', 9, (row) => middle(row, (one) => one.updatesPerFrame, 1)],
  ['exact', 5, (row) => (row.rounds.every((one) => one.isExact) ? 'yes' : 'NO')],
  ['client', 6, (row) => middle(row, (one) => one.clientCores, 2)],
  ['other', 5, (row) => middle(row, (one) => one.otherCores, 2)],
];

/** Deliveries a second of so many gateways with a core each, at what a delivery cost them here. */
export function capacity({ count, gatewayUs }) {
  return (count * 1e6) / gatewayUs;
}

/** `rounds`: for each round, by the key of its server, one measurement for each layout, in their order. */
export function gatewaysTable(rounds, subjects, layouts) {
  const rows = subjects.flatMap(([key, subject]) =>
    layouts.map(({ name, count }, i) => ({
      ...{ name: `${subject.name}${name}`, count },
      rounds: rounds.flatMap((round) => round[key]?.[i] ?? []),
    })),
  );
  const measured = rows.filter((row) => row.rounds.length > 0);
  return [
    'Burst through one gateway and through several',
    ...table(COLUMNS, measured),
    '',
    ...subjects.flatMap(([key, { name }]) =>
      layouts.slice(1).flatMap((layout, i) => ratios(`${name}${layout.name}`, pairsOf(rounds, key, i + 1))),
    ),
  ];
}

/** What was measured in the same round with one gateway and in the layout. */
function pairsOf(rounds, key, layout) {
  const pairs = rounds.map((round) => [round[key]?.[0], round[key]?.[layout]]);
  return pairs.filter(([one, several]) => one && several);
}

function ratios(name, pairs) {
  if (pairs.length === 0) return [];
  const [[, { count }]] = pairs;
  const ratio = (of) => figure(median(pairs.map(([one, several]) => of(several) / of(one))), 2);
  return [
    `${name}, ${count} gateways over one: ${ratio(capacity)} × by CPU for each delivery (${count} × d1 / d${count}); ` +
      `${ratio((one) => one.perSecond)} × as timed, with readers and services on the same cores`,
  ];
}
