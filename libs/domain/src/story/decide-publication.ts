import { CodedError } from '#contract/problems';
import type { Override } from '#contract/override';
import type { UpdateContent } from '#contract/update';
import type { WaitReason } from '#contract/waiting';
import { checkFigures } from '../figures/door.js';
import { filersAfter } from '../guard/filers.js';
import { isSame } from '../totals/same.js';
import type { Actor, CommandOf, Role } from './command.js';
import type { Context } from './context.js';
import { shownWhen } from './decide-filing.js';
import { checkFiling, type Filing, type KeptWishes, seenBy } from './filing.js';
import { published, type Publishing, scheduled, submitted } from './filing-plans.js';
import { mayFile } from './permission.js';
import type { Plan } from './plan.js';
import type { StoryState } from './state.js';
import {
  delayedUntil,
  isAhead,
  later,
  senderReasons,
  type StoryReason,
  storyReasons,
  whyLater,
} from './waiting.js';
import { correctionReasons, readAnew } from './waiting-correction.js';

/**
 * An editor lets it go to readers, placed as they say; or its time has come. What the story does not allow is told to
 * the editor; it stops what comes by itself.
 */
export function decidePublication(state: StoryState, command: CommandOf<'publish'>, context: Context): Plan {
  return command.by === 'clock'
    ? decideDue(state, command, context)
    : decidePlacement(state, command, context);
}

function decideDue(
  state: StoryState,
  { photos, rights }: Extract<CommandOf<'publish'>, { by: 'clock' }>,
  { filing, now }: Context,
): Plan {
  const content = filing && contentOf(filing);
  if (filing?.state !== 'scheduled' || !filing.isDue || !content)
    throw new CodedError('filing_settled', 'It is not due.');
  const isOwn = (filing.letGoBy ?? filing.person) === filing.person;
  const actor = onWhoseWord(filing, isOwn ? rights?.role : undefined);
  const lost = isOwn ? lostRights(state, filing.person, content, rights) : [];
  const reasons = [
    ...(filing.corrects
      ? correctionReasons(state, filing.corrects, content, now)
      : [...storyReasons(state, { content, at: now, actor }), ...usedReasons(state, filing)]),
    ...lost,
  ];
  return reasons.length > 0
    ? submitted(lost.length > 0 ? onNobodysWord(filing) : filing, reasons, 'filing.stopped')
    : published(state, filing, content, { now, actor, wishes: filing.wishes, photos });
}

/** What keeps it back because of who filed it, as things are by now. */
function lostRights(
  state: StoryState,
  name: string,
  content: UpdateContent,
  rights: Pick<Actor, 'role' | 'cities'> | null | undefined,
): WaitReason[] {
  if (rights === undefined) return [];
  if (rights) return senderReasons(state, content, { name, story: state.id, ...rights });
  return [{ code: 'not_allowed', message: 'Who filed it is not a member of the story any more.' }];
}

function onNobodysWord(filing: Filing): Filing {
  const { override: _, asAdmin: __, ...wishes } = filing.wishes ?? {};
  return { ...filing, letGoBy: null, wishes: filing.wishes && wishes };
}

/** Who filed it, unless an editor let it go. `byNow`: what whoever let go their own may do still. */
function onWhoseWord({ person, letGoBy, wishes }: Filing, byNow: Role = 'admin'): Actor {
  const everywhere = { story: null, cities: null };
  if (letGoBy === null || byNow === 'reporter') return { name: person, role: 'reporter', ...everywhere };
  const isAdmins = wishes?.asAdmin && byNow === 'admin';
  return { name: letGoBy, role: isAdmins ? 'admin' : 'editor', ...everywhere };
}

type OnWord = Required<Pick<Publishing, 'actor'>> & { readonly wishes: KeptWishes };
interface Placing {
  readonly before: UpdateContent;
  readonly content: UpdateContent;
  readonly actor: Actor;
  readonly override: Override | undefined;
}

/** Letting words go rules on no figure: unless an editor says why, those of the filing are weighed as its filer's. */
function wordOn(filing: Filing, { before, content, actor, override }: Placing): OnWord {
  const { holdWithFigures, figuresBy, ...said } = filing.wishes ?? {};
  const isSameCity = before.city === content.city;
  const kept = content.figures.map(
    (figure, place) => isSameCity && isSame(figure, before.figures[place] ?? null),
  );
  const filers = filersAfter({ author: filing.person, figuresBy }, kept, () => actor.name);
  const wishes = {
    ...(holdWithFigures && { holdWithFigures }),
    ...(filers && { figuresBy: filers }),
  };
  if (override) return { actor, wishes: { ...wishes, override } };
  const word = onWhoseWord(filing);
  if (word.role === 'reporter') return { actor: word, wishes };
  const isUnchanged = kept.length === before.figures.length && kept.every(Boolean);
  return isUnchanged
    ? { actor: word, wishes: { ...said, ...wishes } }
    : { actor: { ...actor, role: 'editor' }, wishes };
}

function decidePlacement(
  state: StoryState,
  command: Extract<CommandOf<'publish'>, { by: 'editor' }>,
  { actor, filing: known, now }: Context,
): Plan {
  const { atOnce, desk, photos, override } = command;
  const found = seenBy(known, desk);
  checkFiling(found, command.version, ['submitted', 'scheduled']);
  const before = contentOf(found);
  if (!before) throw new CodedError('filing_settled', 'Its words are gone.');
  const content = { ...before, ...command.changes };
  mayFile(desk, before);
  mayFile(actor, content);
  const filing = readAnew(state, found, command, actor);
  const wished = timeWished(filing, command);
  const at = shownWhen(wished, now);
  const [first, ...more] = filing.corrects
    ? checkFigures(content.figures, { ...content, receivedAt: at, rules: state.rules })
    : [...usedReasons(state, filing), ...storyReasons(state, { content, at, actor })];
  if (first) throw refused(first, more);
  const delayed = atOnce ? null : delayedUntil(state.desk, content, filing.receivedAt ?? now);
  const due = later(wished, delayed);
  const word = wordOn(filing, { before, content, actor, override });
  if (!isAhead(due, now)) return published(state, filing, content, { now, photos, ...word });
  const placed: Filing = {
    ...{ ...filing, content, letGoBy: actor.name, wishes: word.wishes },
    toStory: state.id === filing.story ? null : state.id,
  };
  return scheduled(placed, due, whyLater(wished, due));
}

/** `now` is whole seconds: what has come due may seem to lie ahead. */
function timeWished(
  filing: Filing,
  { atOnce, publishAt }: Extract<CommandOf<'publish'>, { by: 'editor' }>,
): string | null {
  const kept = filing.isDue ? null : filing.publishAt;
  if (atOnce) return null;
  return publishAt === undefined ? kept : publishAt;
}

/** Of an update that came another way under the same id there is nothing left to publish. */
function usedReasons(state: StoryState, { id }: Filing): StoryReason[] {
  return state.updates.has(id)
    ? [{ code: 'id_reused', message: 'The story has an update with this id already.' }]
    : [];
}

function refused({ code, message, path }: StoryReason, more: readonly StoryReason[]): CodedError {
  const fields = [{ path, message }, ...more].flatMap((field) =>
    field.path === undefined ? [] : { path: field.path, message: field.message },
  );
  return new CodedError(code, path === undefined ? message : `${path}: ${message}`, fields);
}

/** The words of one that was handed in, which is when they were checked. */
export function contentOf({ content, state }: Filing): UpdateContent | null {
  return state === 'draft' || state === 'sent_back' ? null : (content as UpdateContent | null);
}
