import type { PipeTransform } from '@nestjs/common';
import { NAME } from '#contract/names';
import { CodedError } from '#contract/problems';

export function malformed(path: string, message: string): CodedError {
  return new CodedError('malformed', `${path} ${message}.`, [{ path, message }]);
}

export function unknownCity(story: string, city: string): CodedError {
  return new CodedError('unknown_city', `The story ${story} has no city ${city}.`, [
    { path: 'city', message: 'is not one of the story’s cities' },
  ]);
}

/** A whole number of at most nine digits, or undefined when it was not sent. */
export function wholeNumber(path: string, text: unknown): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !/^\d{1,9}$/.test(text)) throw malformed(path, 'must be a whole number');
  return Number(text);
}

class CityInQuery implements PipeTransform<unknown, string | undefined> {
  transform(city: unknown): string | undefined {
    if (city === undefined) return undefined;
    if (typeof city !== 'string' || !NAME.test(city)) throw malformed('city', 'must be the id of a city');
    return city;
  }
}
export const CityFilter = new CityInQuery();
