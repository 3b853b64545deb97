import type { ROOM_WORDS } from '../words-room.js';

type Words = (typeof ROOM_WORDS)['en'];
type Counted = 'posted' | 'corrected' | 'retracted' | 'filed' | 'held' | 'ruled';

const KINDS: Readonly<Record<string, Counted | 'pins'>> = {
  'update.posted': 'posted',
  'update.restored': 'posted',
  'update.corrected': 'corrected',
  'update.retracted': 'retracted',
  'filing.submitted': 'filed',
  'figure.held': 'held',
  'ruling.made': 'ruled',
  'pin.added': 'pins',
  'pin.removed': 'pins',
  'pin.changed': 'pins',
  'pins.reordered': 'pins',
};
/** What comes in within this time is one sentence. */
const TOGETHER_MS = 2_000;

/** Says in one sentence what came in, to those who hear the page. */
export class Announcer {
  private counts = new Map<Counted | 'pins', number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly words: () => Words,
    private readonly say: (sentence: string) => void,
  ) {}

  hear(what: string): void {
    const kind = KINDS[what];
    if (!kind) return;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.timer ??= setTimeout(() => this.tell(), TOGETHER_MS);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private tell(): void {
    this.timer = undefined;
    const words = this.words();
    const parts = [...this.counts].map(([kind, n]) => (kind === 'pins' ? words.pins : words[kind](n)));
    this.counts = new Map();
    const sentence = parts.join(', ');
    this.say(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
  }
}
