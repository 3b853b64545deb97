import type { Plan } from '#domain/story/plan';

/** More of the statement that writes a group: the headlines that key events have of their own, at a parameter's place. */
export const nameKeyEvents = (place: number): string => `, headlines as (
  select h.* from moved, jsonb_to_recordset($${place}::jsonb) as h("update" text, headline text)
), named as (
  insert into key_headlines (story_id, update_id, headline)
  select $1, "update", headline from headlines where headline is not null
  on conflict (story_id, update_id) do update set headline = excluded.headline
), unnamed as (
  delete from key_headlines using headlines
  where story_id = $1 and update_id = headlines."update" and headlines.headline is null
)`;

interface Headline {
  readonly update: string;
  /** Null: none. */
  readonly headline: string | null;
}

/** Of each key event the last one in the group; an erasure takes it away. */
export function lastHeadlines(steps: readonly { readonly plan: Plan }[]): Headline[] {
  const last = new Map<string, string | null>();
  for (const { plan } of steps) {
    if (plan.keyHeadline) last.set(plan.keyHeadline.update, plan.keyHeadline.headline);
    if (plan.erases !== undefined) last.set(plan.erases, null);
  }
  return [...last].map(([update, headline]) => ({ update, headline }));
}
