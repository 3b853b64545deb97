// The rounds as tables: medians, and ratios in the same round: to bare `ws`, of compressed readers to plain ones.

const BASE = 'ws';

/** Heading, width, cell, and whether the line of all our processes has it too. */
const DELIVERY = [
  ['steady µs', 9, (row) => figure(row.median(row.cpu('steady')), 2), true],
  ['×', 5, (row) => figure(row.ratio(row.cpu('steady')), 2), true],
  ['burst µs', 8, (row) => figure(row.median(row.cpu('burst')), 2), true],
  ['×', 5, (row) => figure(row.ratio(row.cpu('burst')), 2), true],
  [
    'p50 ms',
    7,
    (row) =>
      figure(
        row.median(({ steady }) => steady.p50),
        1,
      ),
  ],
  [
    'p99 ms',
    7,
    (row) =>
      figure(
        row.median(({ steady }) => steady.p99),
        1,
      ),
  ],
  ['bytes', 6, (row) => figure(row.median(({ steady }) => steady.bytesEach))],
  [
    '×',
    5,
    (row) =>
      figure(
        row.ratio(({ steady }) => steady.bytesEach),
        2,
      ),
  ],
  ['burst/s', 8, (row) => figure(row.median(({ burst }) => burst.perSecond))],
  ['exact', 5, (row) => (row.every(isExact) ? 'yes' : 'NO')],
  [
    'client',
    6,
    (row) =>
      figure(
        row.median(({ burst }) => burst.clientCores),
        2,
      ),
  ],
  [
    'other',
    5,
    (row) =>
      figure(
        row.median(({ burst }) => burst.otherCores),
        2,
      ),
  ],
];
const CONNECTIONS = [
  [
    'KB/conn',
    7,
    (row) =>
      figure(
        row.median(({ join }) => join.kilobytes),
        1,
      ),
  ],
  [
    '×',
    5,
    (row) =>
      figure(
        row.ratio(({ join }) => join.kilobytes),
        2,
      ),
  ],
  ['join µs', 7, (row) => figure(row.median(row.cpu('join'))), true],
  ['×', 5, (row) => figure(row.ratio(row.cpu('join')), 2), true],
  [
    'storm s',
    7,
    (row) =>
      figure(
        row.median(({ storm }) => storm.seconds),
        2,
      ),
  ],
  ['back µs', 7, (row) => figure(row.median(row.cpu('storm'))), true],
  ['lost', 4, (row) => figure(row.median(({ storm }) => storm.lostEach))],
];
const STALLED = [
  ['ended', 5, (row) => figure(row.median(({ stalled }) => stalled.ended))],
  [
    'by s',
    5,
    (row) =>
      figure(
        row.median(({ stalled }) => stalled.lastEndedSeconds),
        1,
      ),
  ],
  ['KB held', 7, (row) => figure(row.median(({ stalled }) => stalled.kilobytesEach))],
  [
    'p99 ms',
    7,
    (row) =>
      figure(
        row.median(({ stalled }) => stalled.p99),
        1,
      ),
  ],
  [
    'p99 without',
    11,
    (row) =>
      figure(
        row.median(({ stalled }) => stalled.p99Without),
        1,
      ),
  ],
  ['exact', 5, (row) => (row.every(({ stalled }) => stalled.isExact) ? 'yes' : 'NO')],
];
const NAME_WIDTH = 32;

/** `rounds`: for each round, what was measured by the key of its server. `subjects`: key and subject, in order. */
export function tables(rounds, subjects, { stalled }) {
  const rows = subjects.flatMap(([key, { name, isOurs, base = BASE }]) => {
    const row = new Row(rounds, { key, base }, isOurs ? `${name}, gateway` : name, 'gatewayUs');
    return isOurs ? [row, new Row(rounds, { key, base }, '  all processes', 'allUs')] : [row];
  });
  const single = rows.filter((row) => !row.isWhole);
  return [
    ...['CPU for each update that reached a reader', ...table(DELIVERY, rows)],
    ...['', 'Connections: memory, joining, all dropped at once', ...table(CONNECTIONS, rows)],
    ...(stalled > 0 ? ['', `${stalled} of ${4 * stalled} read nothing`, ...table(STALLED, single)] : []),
  ];
}

const isExact = ({ steady, burst, storm }) => steady.isExact && burst.isExact && storm.isExact;

class Row {
  #rounds;
  #key;
  #base;
  #cpuKey;

  constructor(rounds, { key, base }, name, cpuKey) {
    this.#rounds = rounds;
    this.#key = key;
    this.#base = base;
    this.name = name;
    this.#cpuKey = cpuKey;
  }

  get isWhole() {
    return this.#cpuKey === 'allUs';
  }

  cpu(phase) {
    return (measured) => measured[phase][this.#cpuKey];
  }

  median(of) {
    return median(this.#measured.map(of));
  }

  ratio(of) {
    const pairs = this.#rounds.map((round) => [round[this.#key], round[this.#base]]);
    return median(pairs.map(([mine, base]) => (mine && base ? of(mine) / of(base) : Number.NaN)));
  }

  every(holds) {
    return this.#measured.length > 0 && this.#measured.every(holds);
  }

  get #measured() {
    return this.#rounds.flatMap((round) => round[this.#key] ?? []);
  }
}

export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const figure = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

/** Columns: heading, width, cell of a row, and whether a whole row has it too. */
export function table(columns, rows) {
  const line = (name, cells) =>
    [name.padEnd(NAME_WIDTH), ...cells.map((cell, i) => cell.padStart(columns[i][1]))].join('  ').trimEnd();
  return [
    line(
      'server',
      columns.map(([heading]) => heading),
    ),
    ...rows.map((row) =>
      line(
        row.name,
        columns.map(([, , cell, isForWhole]) => (row.isWhole && !isForWhole ? '' : cell(row))),
      ),
    ),
  ];
}
