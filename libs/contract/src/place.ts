import type { City } from './story.js';

/** A populated place, ready to be a story's city but for its id. */
export type FoundPlace = Required<Omit<City, 'id' | 'region'>> & {
  /** GeoNames' code of the first administrative level: tells places of one name apart. */
  readonly region: string;
};
/** The answer of `GET /v1/places?q=`: the largest first. `attribution` is to be shown beside them. */
export interface FoundPlaces {
  readonly places: readonly FoundPlace[];
  readonly attribution: string;
}
