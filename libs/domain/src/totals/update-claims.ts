import { CodedError } from '#contract/problems';
import { type PlacedClaim, placedClaim } from '../figures/claim.js';
import type { StoryRules } from '../figures/rules.js';
import type { UpdateFigures } from './delivery.js';

/** All claims of a revision, by the figure's index, whatever their state; a retraction has none. Throws on a bad one. */
export function claimsOf(update: UpdateFigures, rules: StoryRules): PlacedClaim[] {
  if (!Number.isSafeInteger(update.revision) || update.revision < 1) {
    throw new CodedError('malformed', `Update ${update.id} has no revision: they count from 1.`);
  }
  if (update.status === 'retracted') return [];
  if (update.status !== 'published') {
    throw new CodedError('malformed', `Update ${update.id} is neither published nor retracted.`);
  }
  return update.figures.map((figure, index) => placedClaim(figure, index, update, rules));
}
