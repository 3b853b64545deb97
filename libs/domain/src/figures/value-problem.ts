import { type FigureClaim, QUALIFIERS, WORD_FLOORS } from '#contract/figure';
import { type FigureProblem, invalid, listed } from './figure-problem.js';
import { isCount, isWords, saidBy } from './interval.js';

const WHOLE = 'A count is a whole number, 0 or more, without quotes.';

/** Whether a figure says exactly one thing: a value, a range or words. */
export function valueProblem(figure: FigureClaim, path: string): FigureProblem | null {
  switch (saidBy(figure)) {
    case 'words':
      return isWords(figure.words)
        ? null
        : invalid(
            `${path}.words`,
            `Words are one of ${listed(Object.keys(WORD_FLOORS))}; else give a value.`,
          );
    case 'low high':
      return rangeProblem(figure, path);
    case 'value':
      if (!isCount(figure.value)) return invalid(`${path}.value`, WHOLE);
      return qualifierProblem(figure, path);
    default:
      return invalid(path, 'A figure gives exactly one of: value; low with high; words.');
  }
}

function rangeProblem({ low, high }: FigureClaim, path: string): FigureProblem | null {
  if (!isCount(low)) return invalid(`${path}.low`, WHOLE);
  if (!isCount(high)) return invalid(`${path}.high`, WHOLE);
  return low <= high ? null : invalid(`${path}.high`, 'A range goes from the lower number to the higher.');
}

function qualifierProblem({ qualifier }: FigureClaim, path: string): FigureProblem | null {
  if (qualifier === undefined || QUALIFIERS.includes(qualifier)) return null;
  return invalid(
    `${path}.qualifier`,
    `A qualifier is one of ${listed(QUALIFIERS)}; left out it is exact; "fewer than" is up_to.`,
  );
}
