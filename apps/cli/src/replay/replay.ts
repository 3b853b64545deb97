import { signingKey, signToken } from '#journal/token-key';
import { newsroomHere } from '../newsroom-here.js';
import { batches } from './batches.js';
import { type Delivery, readDay } from './day-file.js';
import { NewsroomApi } from './newsroom-api.js';
import { openStories, recordedUntil } from './open-stories.js';
import { type Progress, progress } from './progress.js';

export interface ReplayOptions {
  readonly url?: string;
  readonly token?: string;
  /** Times faster than it happened; Infinity: as fast as it goes. */
  readonly speed: number;
  readonly until?: string;
  readonly catchUp?: string;
}

/** Sends a day. What the newsroom has already is not recorded again, so it may be stopped and started at will. */
export async function replay(file: string, options: ReplayOptions): Promise<void> {
  const day = await readDay(file);
  const newsroom = { url: await urlOf(options), token: await tokenOf(options) };
  const wanted = day.deliveries.filter(
    ({ receivedAt }) => options.until === undefined || receivedAt <= options.until,
  );
  const bar = progress(wanted.length);
  const api = new NewsroomApi(newsroom, (sentence) => bar.say(sentence));
  try {
    await openStories(api, day.stories);
    await sendAll(wanted, api, { bar, options });
  } finally {
    bar.end();
  }
}

async function sendAll(
  wanted: readonly Delivery[],
  api: NewsroomApi,
  { bar, options }: { readonly bar: Progress; readonly options: ReplayOptions },
): Promise<void> {
  const atOnceUntil = Number.isFinite(options.speed) ? await atOnce(api, wanted, options) : undefined;
  let refused = 0;
  for (const { wait, deliveries } of batches(wanted, { speed: options.speed, atOnceUntil })) {
    await new Promise((later) => setTimeout(later, wait));
    for (const problem of await api.deliver(deliveries)) {
      refused += 1;
      bar.say(`refused: ${problem}`);
    }
    bar.advance(deliveries.length, deliveries.at(-1)?.receivedAt ?? '');
  }
  if (refused) throw new Error(`${refused} of ${wanted.length} deliveries were refused.`);
}

/** Where a replay goes on: at what the newsroom has already, or at the moment asked for. */
async function atOnce(
  api: NewsroomApi,
  wanted: readonly Delivery[],
  { catchUp = '' }: ReplayOptions,
): Promise<string> {
  const recorded = await recordedUntil(api, wanted);
  return recorded > catchUp ? recorded : catchUp;
}

async function urlOf({ url }: ReplayOptions): Promise<string> {
  return url ?? (await newsroomHere()).url;
}

async function tokenOf({ token }: ReplayOptions): Promise<string> {
  if (token !== undefined) return token;
  const { keyFile } = await newsroomHere();
  return signToken(
    await signingKey(keyFile),
    { name: 'replay', role: 'admin', story: null, cities: null },
    '12h',
  );
}
