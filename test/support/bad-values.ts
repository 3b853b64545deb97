/** Text put into a body as it is: what `JSON.stringify` would not write. */
const asIs = (text: string): string => `@@${text}@@`;
/** The JSON of a value, with what is meant as it is. */
export function jsonOf(value: unknown): string {
  return (JSON.stringify(value) ?? '').replaceAll(
    /"@@(.*?)@@"/g,
    (_, text) => JSON.parse(`"${text}"`) as string,
  );
}

/** No answer may hold so much of what was sent. */
export const ECHO = /q{100}/;
const LONG = 'q'.repeat(10_240);
const NUL = asIs('"a\\u0000b"');
const HALF = asIs('"a\\ud800b"');
const PROTO = asIs('{"__proto__":{"a":1}}');
const BUILT_IN = asIs('{"constructor":{"prototype":1}}');
const NO_TEXT = [null, 5, true, [], {}, ['x'], { a: 1 }, NUL, HALF, PROTO, BUILT_IN];
const UNSAFE = asIs('9007199254740993');
const HUGE = [asIs('1e308'), asIs('1e400'), asIs('-0.5'), UNSAFE];

/** What each kind of field must refuse. */
export const NOT = {
  text: NO_TEXT,
  filledText: [...NO_TEXT, ''],
  uuid: [...NO_TEXT, '', 'x', LONG, '018f0000-0000-7000-8000-00000000000', "' or 1=1 --"],
  id: [
    ...NO_TEXT.filter((value) => value !== null),
    '',
    'atlantis',
    'qqqq',
    '__proto__',
    'constructor',
    LONG,
    'a/b',
  ],
  name: [...NO_TEXT, '', '__proto__', 'constructor', 'toString', LONG, 'a/b', 'a b', '-a', "a'--"],
  boolean: [null, 'true', 0, 1, [], {}, ''],
  count: [null, '5', true, '', -1, 1.5, [], {}, ...HUGE],
  list: [null, 5, true, 'x', {}, { 0: 'x', length: 1 }, PROTO],
  object: [null, 5, true, 'x', [], [{}]],
  time: [
    ...NO_TEXT,
    ...['', 'now', '2021-01-23', '12:00', '1611403200', '2021-01-23T12:00', '2021-01-23T12:00:00'],
    ...['2021-02-31T12:00:00Z', '2021-01-23T25:00:00Z', '2021-01-23T12:61:00Z', '2021-13-01T12:00:00Z'],
    ...[
      '2021-01-23T12:00:00+3',
      '2021-01-23T12:00:00+25:00',
      '2021-01-23T12:00:00 MSK',
      '2021-01-23 12:00:00Z',
    ],
    ...['2021-01-23T12:00:00Europe/Moscow', '2999-01-01T00:00:00Z', '+012021-01-23T12:00:00Z', LONG],
  ],
  zone: [...NO_TEXT, '', 'Europe/Atlantis', 'MSK+3', LONG],
  url: [
    ...NO_TEXT,
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'https://a:b@evil.example',
    LONG,
  ],
  oneOf: [...NO_TEXT, '', 'Counted', 'so far', '__proto__', LONG],
} as const;

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** Bodies that no address takes, whatever it takes. */
export const NO_BODY: readonly (string | Buffer)[] = [
  ...[
    '',
    ' ',
    'null',
    '7',
    '"x"',
    'true',
    '[]',
    '[{}]',
    '[null]',
    '{',
    '}',
    '{}}',
    "{'a':1}",
    '{"a":1,}',
    'NaN',
  ],
  ...[
    '\ufeff{}',
    '{"a":undefined}',
    '{"__proto__":null}',
    '{"a":{"__proto__":1}}',
    '{"constructor":1}',
    '{"a":"\\u0000"}',
  ],
  ...['{"\\u0000":1}', '{"a":"\\ud800"}', '{"\\udfff":1}', '[['.repeat(5_000), `{"a":${jsonOf(deep(16))}}`],
  ...[
    `{"${LONG}":1}`,
    `{"a":${'{"a":'.repeat(17)}1${'}'.repeat(17)}}`,
    '{"pinned":true}',
    '{"\\u005f_proto__":1}',
  ],
  ...[
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.from([0xc3, 0x28]),
    Buffer.from('{}', 'utf16le'),
  ],
];

/** Fields that are the newsroom's to set. */
export const NOT_THEIRS = [
  'pinned',
  'status',
  'seq',
  'publishedAt',
  'revision',
  'receivedAt',
  'erased',
  '$where',
  LONG,
];
