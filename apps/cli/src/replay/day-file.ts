import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { toInstant } from '#domain/figures/instant';
import type { City, Source, StorySetup } from '#contract/story';

/** A line that was delivered at a moment: an update, a preference, a pin or a ruling. */
export interface Delivery {
  readonly story: string;
  readonly receivedAt: string;
  readonly line: Readonly<Record<string, unknown>>;
  readonly bytes: number;
}
export interface Day {
  readonly stories: readonly { readonly id: string; readonly setup: StorySetup }[];
  readonly deliveries: readonly Delivery[];
}
type Line = Readonly<Record<string, unknown>>;

/** Reads a day's file: its stories with their cities and sources, and everything delivered. Throws with the line's number. */
export async function readDay(file: string): Promise<Day> {
  const stories: Line[] = [];
  const cities: City[] = [];
  const sources: Source[] = [];
  const deliveries: Delivery[] = [];
  let number = 0;
  for await (const text of createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (text.trim() === '') continue;
    const { type, ...rest } = parsed(text, `${file}:${number}`);
    if (type === 'story') stories.push(rest);
    else if (type === 'city') cities.push(rest as unknown as City);
    else if (type === 'source') sources.push(rest as unknown as Source);
    else deliveries.push(delivery({ type, ...rest }, text.length, `${file}:${number}`));
  }
  const setups = stories.map((story) =>
    setupOf(story, { cities, sources, deliveries, alone: stories.length === 1 }),
  );
  return { stories: setups, deliveries };
}

function parsed(text: string, at: string): Line {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${at} is not JSON.`);
  }
}

function delivery(line: Line, bytes: number, at: string): Delivery {
  const receivedAt = toInstant(String(line['receivedAt']));
  const story = (line['record'] as Line | undefined)?.['story'];
  if (receivedAt === null || typeof story !== 'string')
    throw new Error(`${at} has no receivedAt or no record.story.`);
  return { story, receivedAt, line, bytes };
}

/** A file with several stories lists all their cities together: each story gets those its records name. */
function setupOf(
  story: Line,
  day: {
    cities: readonly City[];
    sources: readonly Source[];
    deliveries: readonly Delivery[];
    alone: boolean;
  },
): { id: string; setup: StorySetup } {
  const { id, ...fields } = story;
  const named = new Set(
    day.deliveries.filter((d) => d.story === id).flatMap(({ line }) => citiesNamed(line)),
  );
  const cities = day.alone ? day.cities : day.cities.filter((city) => named.has(city.id));
  return { id: String(id), setup: { ...(fields as unknown as StorySetup), cities, sources: day.sources } };
}

function citiesNamed(line: Line): string[] {
  const { city, figures } = (line['record'] ?? {}) as {
    city?: string;
    figures?: readonly { city?: string }[];
  };
  return [city, ...(figures ?? []).map((figure) => figure.city)].filter(
    (name): name is string => typeof name === 'string',
  );
}
