import type { Actor } from '#domain/story/command';

/** Whether somebody is to be told of what is about a city; null: about the whole story. */
export function isOfTheirs({ cities }: Pick<Actor, 'cities'>, city: string | null): boolean {
  return cities === null || (city !== null && cities.includes(city));
}
