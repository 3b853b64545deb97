import type { LiveConnection } from './live-connection.js';

const CHANNEL = 'dl:desk';

/** Tells gateways that something happened at a story's desk, and its number there; not what. A hint: they poll too. */
export class DeskBell {
  constructor(private readonly connection: LiveConnection) {}

  /** Throws LiveUnavailableError. */
  ring(story: string, deskSeq: number): Promise<void> {
    return this.connection.publish(CHANNEL, `${story} ${deskSeq}`);
  }

  /** Resolves to a function that stops it. */
  listen(heard: (story: string, deskSeq: number) => void): Promise<() => void> {
    return this.connection.hear(CHANNEL, (message) => {
      const [story, number, ...more] = message.split(' ');
      const deskSeq = Number(number);
      if (story && number && Number.isSafeInteger(deskSeq) && more.length === 0) heard(story, deskSeq);
    });
  }
}
