import type { Socket as NetSocket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import type { FollowAnswer, FollowRequest, Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { applyFrame } from '#contract/view';
import { waitUntil } from './wait-until.js';

/** The `ws` library speaking Engine.IO 4 and socket.io by hand, as a program does that has neither. */
export class HandSpoken {
  /** Every packet that came, in order. */
  readonly heard: string[] = [];
  closed: { readonly code: number } | undefined;
  /** Status and body of a handshake that was refused. */
  refused: { readonly status: number; readonly headers: object; readonly body: string } | undefined;
  private readonly ws: WebSocket;

  constructor(url: string, options: ClientOptions = {}) {
    const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.ws = new WebSocket(address, { perMessageDeflate: false, ...options });
    this.ws.on('message', (data) => this.heard.push(String(data)));
    this.ws.on('close', (code) => {
      this.closed = { code };
    });
    this.ws.on('error', () => undefined);
    this.ws.on('unexpected-response', (_request, response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        this.refused = { status, headers, body: Buffer.concat(parts).toString() };
      });
    });
  }

  /** One that has heard the open packet. */
  static async open(url: string, options: ClientOptions = {}): Promise<HandSpoken> {
    const speaker = new HandSpoken(url, options);
    await speaker.hears('0{');
    return speaker;
  }

  /** What was negotiated, as the server said it. */
  get extensions(): string {
    return this.ws.extensions;
  }

  /** Bytes off the network, the handshake's included. */
  get bytes(): number {
    return (this.ws as unknown as { _socket: NetSocket })._socket.bytesRead;
  }

  say(packet: string): void {
    this.ws.send(packet);
  }

  /** The first packet that begins so and came after the first `past`. */
  hears(beginning: string, past = 0, ms?: number): Promise<string> {
    const find = () => this.heard.slice(past).find((packet) => packet.startsWith(beginning));
    return waitUntil(`a packet ${beginning}`, find, ms);
  }

  /** Joins a namespace; resolves to the answer's JSON. */
  async join(namespace: string, auth = ''): Promise<{ sid?: string; message?: string }> {
    const past = this.heard.length;
    this.say(`40${namespace},${auth}`);
    const isAnswer = (packet: string) => new RegExp(`^4[04]${namespace},`).test(packet);
    const answer = await waitUntil(`an answer of ${namespace}`, () => this.heard.slice(past).find(isAnswer));
    return JSON.parse(answer.slice(answer.indexOf('{'))) as { sid?: string; message?: string };
  }

  async follow(request: FollowRequest, id = 0, namespace = '/live'): Promise<FollowAnswer> {
    const past = this.heard.length;
    this.say(`42${namespace},${id}["follow",${JSON.stringify(request)}]`);
    const answer = await this.hears(`43${namespace},${id}[`, past);
    return (JSON.parse(answer.slice(answer.indexOf('['))) as [FollowAnswer])[0];
  }

  frames(namespace = '/live'): Frame[] {
    const beginning = `42${namespace},["frame",`;
    const frames = this.heard.filter((packet) => packet.startsWith(beginning));
    return frames.map((packet) => (JSON.parse(packet.slice(packet.indexOf('['))) as [string, Frame])[1]);
  }

  close(): void {
    this.ws.terminate();
  }
}

/** What is on the screen of someone who began with a snapshot and heard these frames. */
export function shownAfter(start: FollowAnswer | Snapshot, frames: readonly Frame[]): Snapshot | string {
  const snapshot = 'snapshot' in start ? start.snapshot : start;
  if (!('position' in snapshot)) return 'no snapshot';
  return frames.reduce<Snapshot | string>(
    (view, frame) => (typeof view === 'string' ? view : applyFrame(view, frame)),
    snapshot,
  );
}
