import type { Server } from 'socket.io';

/** JSON text that goes into an acknowledgement as it is: a snapshot is encoded once for all who are sent it. */
export class EncodedJson {
  constructor(readonly text: string) {}
}

interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number;
  readonly data?: unknown;
}
const ACK = 3;

/** Teaches the server's encoder about EncodedJson. Before the first connection: each keeps the encoder it finds. */
export function takeEncodedJson(io: Server): void {
  const encoder = io.encoder as unknown as { encode(packet: Packet): unknown[] };
  const encode = encoder.encode.bind(encoder);
  encoder.encode = (packet) => {
    const [answer] = Array.isArray(packet.data) ? (packet.data as unknown[]) : [];
    if (packet.type !== ACK || !(answer instanceof EncodedJson)) return encode(packet);
    return [`${ACK}${packet.nsp},${packet.id}[${answer.text}]`];
  };
}
