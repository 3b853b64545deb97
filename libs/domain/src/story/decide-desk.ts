import { CodedError } from '#contract/problems';
import type { StoryView } from '#contract/story';
import { isSame } from '../totals/same.js';
import type { CommandOf } from './command.js';
import { checkVersion } from './if-match.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';

/** How the story's desk works from now on. The same again changes nothing, so a repeat needs no id of its own. */
export function decideDesk(state: StoryState, view: StoryView, command: CommandOf<'set-desk'>): Plan {
  const { version: before, ...held } = state.desk;
  const receipt = { id: state.id, revision: null, status: 'recorded' } as const;
  if (isSame(held, command.settings)) return { receipt };
  checkVersion(state.desk, command.version, 'needed');
  const strange = Object.keys(command.settings.cityDelays).find(
    (id) => !view.cities.some((city) => city.id === id),
  );
  if (strange !== undefined)
    throw new CodedError('unknown_city', 'cityDelays: the story has no such city.', [
      { path: 'cityDelays', message: 'names a city that is not part of the story' },
    ]);
  const entry = { action: 'desk_settings.changed', detail: { before: held, after: command.settings } };
  return { receipt, atDesk: { settings: { ...command.settings, version: before + 1 }, entry } };
}
