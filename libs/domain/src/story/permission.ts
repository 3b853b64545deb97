import { CodedError } from '#contract/problems';
import type { Actor } from './command.js';
import type { UpdateHead } from './state.js';

/** A token that names cities files for those only: by the update, by any of its figures, before and after a change. */
export function mayTouch(actor: Actor, cities: readonly string[]): void {
  if (actor.cities === null) return;
  const allowed = actor.cities;
  const foreign = cities.length === 0 ? 'the whole story' : cities.find((city) => !allowed.includes(city));
  if (foreign !== undefined)
    throw new CodedError('not_allowed', `This token files for ${allowed.join(', ')}, not for ${foreign}.`);
}

/** Reporters change what they filed themselves; editors change everything. */
export function mayChange(actor: Actor, head: UpdateHead): void {
  mayTouch(actor, head.cities);
  if (actor.role === 'reporter' && head.author !== actor.name)
    throw new CodedError(
      'not_allowed',
      'A reporter can change only updates filed with the same token name; an editor can change this one.',
    );
}
