import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  advance(count: number, at: string): void;
  say(text: string): void;
  end(): void;
}

/** The bar is on the line that a sentence takes; it is drawn again below. */
const CLEAR_LINE = process.stderr.isTTY ? '\r\x1b[K' : '';

/** A bar in a terminal; elsewhere a line now and then. */
export function progress(total: number): Progress {
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total} deliveries · {at}',
      noTTYOutput: true,
      notTTYSchedule: 10_000,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { at: '' });
  return {
    advance: (count, at) => bar.increment(count, { at }),
    say: (text) => process.stderr.write(`${CLEAR_LINE}${text}\n`),
    end: () => bar.stop(),
  };
}
