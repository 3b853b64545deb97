import type { Instant } from '#contract/figure';
import type { DeskSettingsView } from '#contract/filing';
import type { UpdateContent } from '#contract/update';
import type { WaitReason } from '#contract/waiting';
import { checkFigures } from '../figures/door.js';
import type { FigureProblem } from '../figures/figure-problem.js';
import { addSeconds } from '../figures/instant.js';
import type { Actor } from './command.js';
import { citiesOf } from './content.js';
import { whyNoPosts } from './lifecycle.js';
import { isTheirs } from './permission.js';
import type { StoryState } from './state.js';

/** One that concerns the story itself, whoever files. */
export type StoryReason = WaitReason & {
  readonly code: FigureProblem['code'] | 'story_closed' | 'id_reused';
};

/** What keeps it from the story itself, whoever files it. `at`: when readers would see it. */
export function storyReasons(
  state: StoryState,
  { content, at, actor }: { content: UpdateContent; at: Instant; actor: Pick<Actor, 'role'> },
): StoryReason[] {
  const { city, occurredAt, figures } = content;
  const problems: StoryReason[] = checkFigures(figures, {
    city,
    occurredAt,
    receivedAt: at,
    rules: state.rules,
  });
  return [...lifecycleReasons(state, actor), ...problems];
}

function lifecycleReasons({ view }: StoryState, actor: Pick<Actor, 'role'>): StoryReason[] {
  const refusal = view && whyNoPosts(view, actor);
  return refusal ? [{ code: refusal.code as StoryReason['code'], message: refusal.message }] : [];
}

export const READ_FIRST: WaitReason = { code: 'review', message: 'An editor reads it before readers do.' };

/** What keeps it back because of who files it. */
export function senderReasons(state: StoryState, content: UpdateContent, actor: Actor): WaitReason[] {
  const review = needsReview(state.desk, actor) ? [READ_FIRST] : [];
  return [...placeReasons(content, actor), ...review];
}

function placeReasons(content: UpdateContent, actor: Actor): WaitReason[] {
  if (isTheirs(actor, content)) return [];
  const message = `Who files this is for ${actor.cities?.join(', ')}. An editor can let it go all the same.`;
  return [{ code: 'not_allowed', path: 'city', message }];
}

export function needsReview({ review, trusted }: DeskSettingsView, { role, name }: Actor): boolean {
  if (role !== 'reporter' || review === 'none') return false;
  return review === 'all' || !trusted.includes(name);
}

/** When the safety delay of its places ends for what came at `receivedAt`; null: there is none. */
export function delayedUntil(
  { delay, cityDelays }: DeskSettingsView,
  content: UpdateContent,
  receivedAt: Instant,
): Instant | null {
  const minutes = Math.max(delay, ...citiesOf(content).map((city) => cityDelays[city] ?? 0));
  return minutes > 0 ? addSeconds(receivedAt, minutes * 60) : null;
}

export function whyLater(wished: string | null, due: string): WaitReason {
  return wished === due
    ? { code: 'publish_at', message: 'Readers see it at the time that was set.' }
    : { code: 'safety_delay', message: 'Readers see it when the safety delay of the place is over.' };
}

/** The later of two moments, of which any may be none. */
export function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
}

/** Whether `moment` has not come yet. */
export function isAhead(moment: string | null, now: Instant): moment is string {
  return moment !== null && Date.parse(moment) > Date.parse(now);
}
