import { waitUntil } from './wait-until.js';
import type { NewsroomInParts } from './newsroom-in-parts.js';
import { FollowingWitness } from './witness.js';

/** Some who follow one story: half by sockets, half by streams; every third one city only. */
export class Readership {
  readonly readers: readonly FollowingWitness[];
  private marks: readonly { states: number; wholes: number }[] = [];

  private static readonly open = new Set<Readership>();

  /** Everybody of every readership leaves: after a test, however it went. */
  static closeAll(): void {
    for (const readership of Readership.open) readership.close();
    Readership.open.clear();
  }

  private constructor(newsroom: NewsroomInParts, story: string, count: number) {
    this.readers = Array.from({ length: count }, (_, i) => {
      const { url } = newsroom.gateways[i % newsroom.gateways.length] ?? newsroom.gateway;
      const transport = i % 2 ? 'sse' : 'socket';
      return new FollowingWitness({ url, story, transport, ...(i % 3 === 2 && { city: 'moscow' }) });
    });
  }

  static async of(newsroom: NewsroomInParts, story: string, count = 12): Promise<Readership> {
    const readership = new Readership(newsroom, story, count);
    Readership.open.add(readership);
    await waitUntil('everyone is in', () => readership.readers.every(({ isLive }) => isLive), 20_000);
    readership.mark();
    return readership;
  }

  /** From now on it counts who was disturbed. */
  mark(): void {
    this.marks = this.readers.map(({ states, wholes }) => ({ states: states.length, wholes: wholes.length }));
  }

  /** What readers noticed since the mark: whole stories given again, and every state but `live`. */
  disturbances(): string[] {
    return this.readers.flatMap(({ name, states, wholes }, i) => {
      const mark = this.marks[i] ?? { states: 0, wholes: 0 };
      const given = wholes
        .slice(mark.wholes)
        .map(({ position }) => `${name} was given ${position.seq} whole`);
      const said = states.slice(mark.states).filter((state) => state !== 'live');
      return [...given, ...said.map((state) => `${name} was ${state}`)];
    });
  }

  /** Resolves when everybody shows the story at this number, or past it. */
  async at(seq: number, withinMs = 8_000): Promise<void> {
    const isAt = ({ view }: FollowingWitness) => (view?.position.seq ?? 0) >= seq;
    await waitUntil(`everyone at ${seq}`, () => this.readers.every(isAt), withinMs);
  }

  close(): void {
    for (const reader of this.readers) reader.close();
  }
}
