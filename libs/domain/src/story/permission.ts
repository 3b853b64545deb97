import type { DeliveredRecord } from '#contract/decision';
import { CodedError } from '#contract/problems';
import type { UpdateContent } from '#contract/update';
import type { Actor, Command } from './command.js';
import { citiesOf } from './content.js';
import type { StoryState, UpdateHead } from './state.js';

type Filed = Pick<UpdateContent, 'city' | 'figures'>;
const WHOLE_STORY: readonly string[] = [];

/** A token that names cities is for those only; what is about no city in particular is about them all. */
function mayTouch(actor: Actor, cities: readonly string[]): void {
  if (actor.cities === null) return;
  const allowed = actor.cities;
  const foreign = cities.length === 0 ? 'the whole story' : cities.find((city) => !allowed.includes(city));
  if (foreign !== undefined)
    throw new CodedError('not_allowed', `This token is for ${allowed.join(', ')}, not for ${foreign}.`);
}

export function mayFile(actor: Actor, content: Filed): void {
  mayTouch(actor, citiesFiled(content));
}

/** Whether it is of the actor's cities. */
export function isTheirs(actor: Actor, content: Filed): boolean {
  try {
    mayFile(actor, content);
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

/** An update is for its city and those of its figures; a figure for the whole story makes it everybody's. */
function citiesFiled(content: Filed): readonly string[] {
  return content.figures.some(({ scope }) => scope) ? WHOLE_STORY : citiesOf(content);
}

/** Reporters change what they filed themselves; editors change everything. */
export function mayChange(state: StoryState, actor: Actor, head: UpdateHead): void {
  mayTouch(actor, citiesOfUpdate(state, head.id));
  if (actor.role === 'reporter' && state.view?.status === 'archived')
    throw new CodedError('story_archived', 'The story is archived: what it says is corrected by editors.');
  checkAuthor(actor, head.author);
}

/** What somebody may look at who could change it: the words that readers are not given any more, and who filed them. */
export function mayLookAt(
  actor: Actor,
  { author, cities, deskCities = cities }: Pick<UpdateHead, 'author' | 'cities' | 'deskCities'>,
  figures: Filed['figures'],
): void {
  mayTouch(actor, figures.some(({ scope }) => scope) ? WHOLE_STORY : deskCities);
  checkAuthor(actor, author);
}

function checkAuthor({ role, name }: Actor, author: string): void {
  if (role !== 'reporter' || author === name) return;
  throw new CodedError(
    'not_allowed',
    'A reporter can change only updates filed with the same token name; an editor can change this one.',
  );
}

/** What is decided rather than filed is held to the token's cities before anything else is looked at. */
export function mayDecide(state: StoryState, actor: Actor, command: Command): void {
  if (actor.cities !== null) for (const cities of decidedAbout(state, command)) mayTouch(actor, cities);
}

function decidedAbout(state: StoryState, command: Command): (readonly string[])[] {
  switch (command.type) {
    case 'open':
    case 'introduce':
    case 'turn':
    case 'extend':
    case 'reorder-pins':
    case 'board':
    case 'set-desk':
    case 'guard':
      return [WHOLE_STORY];
    case 'prefer':
      return [command.city === null ? WHOLE_STORY : [command.city]];
    case 'pin':
    case 'expire-pin':
    case 'rule':
    case 'key-event':
    case 'photo':
    case 'erase':
      return [citiesOfUpdate(state, command.id)];
    case 'deliver':
      return deliveredAbout(state, command.record);
    case 'post':
    case 'submit':
    case 'publish':
    case 'revise':
    case 'merge':
    case 'retract':
    case 'undo':
    case 'restore':
      return []; // those who decide them look at the words as well
    default:
      return command satisfies never;
  }
}

/** An update that is there already is about its cities before the delivery and after it. */
function deliveredAbout(state: StoryState, record: DeliveredRecord): (readonly string[])[] {
  if (record.type === 'preference') return [record.city === null ? WHOLE_STORY : [record.city]];
  if (record.type !== 'update') return [citiesOfUpdate(state, record.updateId)];
  const head = state.updates.get(record.id);
  const city = record.city === undefined ? (head?.city ?? null) : record.city;
  const after = citiesFiled({ city, figures: record.figures ?? [] });
  return head ? [citiesOfUpdate(state, record.id), after] : [after];
}

/** Of an update that is not there: the whole story. */
function citiesOfUpdate({ updates, totals }: StoryState, id: string): readonly string[] {
  const isStoryWide = totals.figuresOf(id).some(({ scope }) => scope);
  const head = updates.get(id);
  return isStoryWide || !head ? WHOLE_STORY : (head.deskCities ?? head.cities);
}
