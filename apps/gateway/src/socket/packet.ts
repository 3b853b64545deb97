import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';

const encoder = new Encoder();
const decoder = new Decoder();
let decoded: Packet | undefined;
decoder.on('decoded', (packet: Packet) => {
  decoded = packet;
});

/** The packet in a text; null when it is none, or a binary one: nothing here is binary. */
export function decodePacket(text: string): Packet | null {
  if (text[0] === '5' || text[0] === '6') return null; // the decoder would wait for what follows, and is shared
  decoded = undefined;
  try {
    decoder.add(text);
    return decoded ?? null;
  } catch {
    return null;
  }
}

export function connected(nsp: string, sid: string): string {
  return encode({ type: PacketType.CONNECT, nsp, data: { sid } });
}

export function notConnected(nsp: string, message: string, data?: unknown): string {
  return encode({
    type: PacketType.CONNECT_ERROR,
    nsp,
    data: { message, ...(data === undefined ? {} : { data }) },
  });
}

export function eventPacket(nsp: string, ...event: readonly [string, ...unknown[]]): string {
  return encode({ type: PacketType.EVENT, nsp, data: event });
}

export function ackPacket(nsp: string, id: number, answer: unknown): string {
  return encode({ type: PacketType.ACK, nsp, id, data: [answer] });
}

/** The same around an answer that is JSON text already. */
export const encodedAck = (nsp: string, id: number, json: string): string => `3${nsp},${id}[${json}]`;

const encode = (packet: Packet): string => encoder.encode(packet)[0] as string;
