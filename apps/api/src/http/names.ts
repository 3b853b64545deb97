import type { PipeTransform } from '@nestjs/common';
import { CodedError, type ProblemCode } from '#contract/problems';

/** Ids of stories, cities, sources and metrics: safe in URLs, keys and file names, and not what every object has. */
export const NAME =
  /^(?!(?:constructor|toString|valueOf|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString)$)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

class NameInPath implements PipeTransform<string, string> {
  constructor(private readonly absent: ProblemCode) {}

  transform(name: string): string {
    if (!NAME.test(name)) throw new CodedError(this.absent, 'There is nothing by this name.');
    return name;
  }
}
export const StoryName = new NameInPath('story_not_found');
export const MetricName = new NameInPath('unknown_metric');
export const UpdateName = new NameInPath('update_not_found');
