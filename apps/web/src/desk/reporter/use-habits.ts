import { useEffect, useState } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';

/** What somebody chose before, the latest first. */
export interface Habits {
  readonly cities: readonly (string | null)[];
  readonly source: string | null;
}
const NONE: Habits = { cities: [], source: null };
const MOST_CITIES = 12;

export async function habitsIn(outbox: Outbox, story: string): Promise<Habits> {
  return (await outbox.kept<Habits>(nameOf(story))) ?? NONE;
}

export function useHabits(outbox: Outbox, story: string) {
  const [habits, setHabits] = useState(NONE);
  useEffect(() => void habitsIn(outbox, story).then(setHabits), [outbox, story]);
  const chose = (city: string | null, source: string | null) => {
    const cities = [city, ...habits.cities.filter((each) => each !== city)].slice(0, MOST_CITIES);
    const next = { cities, source: source ?? habits.source };
    setHabits(next);
    void outbox.keep(nameOf(story), next);
  };
  return { habits, chose };
}

const nameOf = (story: string) => `habits/${story}`;
