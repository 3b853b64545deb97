import { describe, expect, test } from '@jest/globals';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { type Ear, type Place, WIRES } from './wires.mjs';

class Heard implements Ear {
  readonly said: string[] = [];
  readonly joins: string[] = [];
  readonly marks: number[] = [];
  readonly troubles: string[] = [];
  readonly wholes: number[] = [];
  readonly places: Place[] = [];
  readonly waiting: number[] = [];

  say(bytes: Buffer): void {
    this.said.push(bytes.subarray(6).toString());
  }
  joined(how: string): void {
    this.joins.push(how);
  }
  told(numbers: readonly number[], place?: Place): void {
    this.marks.push(...numbers);
    if (place?.position) this.places.push(place);
  }
  whole(newest: number, place?: Place): void {
    this.wholes.push(newest);
    if (place?.position) this.places.push(place);
  }
  waits(ms: number): void {
    this.waiting.push(ms);
  }
  disturbed(why: string): void {
    this.troubles.push(why);
  }
}

const TEXT = 1;
const PING = 9;
/** As a server sends it. */
function framed(text: string, opcode = TEXT, isFinal = true): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = (isFinal ? 0x80 : 0) | opcode;
  header[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (header.length === 4) header.writeUInt16BE(length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
}
const told = (...numbers: number[]): string =>
  `42/live,["frame",{"events":[${numbers.map((n) => `{"text":"§${n}§ § Москва 5§"}`).join(',')}]},{"story":"s"}]`;
const AT_ALL_CUTS = [1, 2, 3, 5, 64, 1_000_000];

/** Everything that is heard when the bytes come `cut` at a time. */
function heard(
  wire: 'socket.io' | 'plain' | 'sse',
  bytes: Buffer,
  cut: number,
  { headers = '', isCompressed = false } = {},
): Heard {
  const ear = new Heard();
  const reading = new WIRES[wire]({ story: 's', isCompressed }, ear);
  reading.request();
  reading.started(headers);
  // between other bytes, as in a buffer that all connections read into
  const around = Buffer.from('§9§');
  for (let i = 0; i < bytes.length; i += cut) {
    const part = bytes.subarray(i, i + cut);
    reading.take(Buffer.concat([around, part, around]), around.length, around.length + part.length);
  }
  return ear;
}

describe('a reader on socket.io', () => {
  const session = Buffer.concat([
    framed('0{"sid":"x"}'),
    framed('40/live,{"sid":"y"}'),
    framed('43/live,0[{"mode":"snapshot","why":"new","snapshot":{"updates":[{"text":"§1§"}]}}]'),
    framed(told(2)),
    framed('2'),
    framed('', PING),
    framed(told(3, 4, 5)),
    framed('42/live,["head",{"from":6,"to":5,"events":[]},{"story":"s"}]'),
    framed(told(6) + ' '.repeat(70_000)),
    framed(told(7).slice(0, 40), TEXT, false),
    framed(told(7).slice(40), 0),
  ]);

  test.each(AT_ALL_CUTS)('finds every update in bytes that come %i at a time', (cut) => {
    const { marks, joins, troubles } = heard('socket.io', session, cut);
    expect(marks).toEqual([2, 3, 4, 5, 6, 7]);
    expect(joins).toEqual(['snapshot']);
    expect(troubles).toEqual([]);
  });

  test('knows where each message brings it, and the newest update of a whole story', () => {
    const at = (from: number, to: number) => `"epoch":"e-1","from":${from},"to":${to}`;
    const messages = [
      '43/live,0[{"mode":"snapshot","why":"new","snapshot":{"updates":[{"text":"§4§"},{"text":"§3§"}],"position":{"epoch":"e-1","seq":4},"pins":[]}}]',
      `42/live,["frame",{${at(5, 6)},"events":[{"text":"§5§"},{"text":"§6§"}]},{"story":"s"}]`,
      `42/live,["head",{${at(7, 6)},"events":[]},{"story":"s"}]`,
      `43/live,1[{"mode":"resume","frame":{${at(7, 17)},"events":[]}}]`,
    ];
    for (const cut of AT_ALL_CUTS) {
      const { wholes, places } = heard('socket.io', Buffer.concat(messages.map((one) => framed(one))), cut);
      expect(wholes).toEqual([4]);
      expect(places.map(({ from, position }) => [from, position?.seq])).toEqual([
        [undefined, 4],
        [5, 6],
        [7, 6],
        [7, 17],
      ]);
      expect(places[0]?.position?.epoch).toBe('e-1');
    }
  });

  test('has not heard a message whose end never came', () => {
    expect(heard('socket.io', framed(told(1, 2)).subarray(0, -1), 5).marks).toEqual([]);
  });

  test('joins the namespace, follows, and answers pings', () => {
    expect(heard('socket.io', session, 1_000).said).toEqual([
      '40/live,',
      '42/live,0["follow",{"story":"s"}]',
      '3',
      '',
    ]);
  });

  test('is told what it missed by a resume', () => {
    const resume = '43/live,0[{"mode":"resume","frame":{"events":[{"text":"§8§"},{"text":"§9§"}]}}]';
    expect(heard('socket.io', framed(resume), 7)).toMatchObject({ marks: [8, 9], joins: ['resume'] });
  });

  test.each([
    ['a refused follow', '43/live,0[{"type":"x","code":"story_not_found"}]'],
    ['a resync', '42/live,["resync",{"story":"s","why":"too_old"}]'],
    ['a problem', '42/live,["problem",{"code":"reader_too_slow"}]'],
    ['a refused namespace', '44/live,{"message":"no"}'],
  ])('is troubled by %s', (_, message) => {
    expect(heard('socket.io', framed(message), 1_000).troubles).toHaveLength(1);
  });
});

describe('a reader who takes compressed bytes', () => {
  const finishFlush = constants.Z_SYNC_FLUSH;
  const packed = (text: string): Buffer => {
    const bytes = deflateRawSync(text, { finishFlush }).subarray(0, -4);
    const header =
      bytes.length < 126 ? [0xc1, bytes.length] : [0xc1, 126, bytes.length >> 8, bytes.length & 0xff];
    return Buffer.concat([Buffer.from(header), bytes]);
  };

  test.each(AT_ALL_CUTS)('on socket.io finds every update in bytes that come %i at a time', (cut) => {
    const session = Buffer.concat([
      framed('0{"sid":"x"}'),
      framed('40/live,{"sid":"y"}'),
      packed('43/live,0[{"mode":"snapshot","why":"new","snapshot":{"updates":[{"text":"§1§"}]}}]'),
      packed(told(2, 3)),
      framed('2'),
      packed(told(4) + ' '.repeat(70_000)),
      packed(told(4) + ' '.repeat(70_000)),
      framed(told(5)),
    ]);
    const headers = 'HTTP/1.1 101 x\r\nSec-WebSocket-Extensions: permessage-deflate';
    const { marks, joins, troubles } = heard('socket.io', session, cut, { headers, isCompressed: true });
    expect([marks, joins, troubles]).toEqual([[2, 3, 4, 4, 5], ['snapshot'], []]);
  });

  test.each(AT_ALL_CUTS)('on SSE finds every update in bytes that come %i at a time', (cut) => {
    const stream =
      'event: snapshot\ndata: {}\n\nevent: frame\ndata: {"events":[{"text":"§2§"},{"text":"§3§"}]}\n\n';
    const headers = 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip';
    const { marks, joins, troubles } = heard('sse', gzipSync(stream, { finishFlush }), cut, {
      ...{ headers, isCompressed: true },
    });
    expect([marks, joins, troubles]).toEqual([[2, 3], ['snapshot'], []]);
  });

  test.each(['socket.io', 'sse'] as const)('on %s is not content with plain ones', (wire) => {
    expect(() => heard(wire, Buffer.alloc(0), 1, { isCompressed: true })).toThrow('does not compress');
  });
});

describe('a reader of a bare websocket', () => {
  test.each(AT_ALL_CUTS)('finds every update in bytes that come %i at a time', (cut) => {
    const bytes = Buffer.concat([framed('{"text":"§1§"}'), framed('{"text":"§23§ and §24§"}')]);
    expect(heard('plain', bytes, cut)).toMatchObject({ marks: [1, 23, 24], joins: ['new'] });
  });
});

describe('a reader on SSE', () => {
  const stream = [
    'retry: 1000\n\n',
    'id: e:1\nevent: snapshot\ndata: {"updates":[{"text":"§1§"}]}\n\n',
    'id: e:2\nevent: frame\ndata: {"events":[{"text":"§2§"},{"text":"§3§"}]}\n\n',
    ': still here\n\n',
    'id: e:3\nevent: head\ndata: {"events":[]}\n\n',
    'id: e:4\nevent: frame\ndata: {"events":[{"text":"§4§"}]}\n\n',
  ];
  const chunked = (parts: readonly string[]): Buffer =>
    Buffer.concat(
      parts.map((part) => {
        const bytes = Buffer.from(part);
        return Buffer.from(`${bytes.length.toString(16)}\r\n${bytes.toString('latin1')}\r\n`, 'latin1');
      }),
    );

  test.each(AT_ALL_CUTS)('finds every update in bytes that come %i at a time', (cut) => {
    for (const [bytes, headers] of [
      [chunked(stream), 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked'],
      [chunked(stream.join('').split(/(?<=[\s,:])/u)), 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked'],
      [Buffer.from(stream.join('')), 'HTTP/1.1 200 OK'],
    ] as const) {
      const { marks, joins, troubles, wholes, places, waiting } = heard('sse', bytes, cut, { headers });
      expect(marks).toEqual([2, 3, 4]);
      expect([wholes, waiting]).toEqual([[1], [1_000]]);
      expect(places.map(({ position }) => position?.seq)).toEqual([1, 2, 3, 4]);
      expect(joins).toEqual(['snapshot']);
      expect(troubles).toEqual([]);
    }
  });

  test('is troubled when it is given the story again, and by a problem', () => {
    const again = `${stream[1]}${stream[1]}event: problem\ndata: {}\n\n`;
    expect(heard('sse', Buffer.from(again), 50).troubles).toHaveLength(2);
  });
});
