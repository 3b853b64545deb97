import type { FoundUpdate } from '#contract/search';
import type { UpdateView } from '#contract/update';

/** An update in the timeline. `reporter` null: it came just now, and who filed it is not told yet. */
export interface Listed extends Pick<FoundUpdate, 'headline' | 'text'> {
  readonly update: UpdateView;
  readonly reporter: string | null;
}

/** The order that the desk's search answers in: the newest on the street first, of one moment by id. */
function inOrder({ update: a }: Listed, { update: b }: Listed): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? 1 : -1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

export const listed = ({ update, reporter, headline, text }: FoundUpdate): Listed => ({
  ...{ update, reporter, headline, text },
});

/** A page below what is held, or an answer that overlaps it: what is newer of each update stays. */
export function withPage(held: readonly Listed[], page: readonly Listed[]): readonly Listed[] {
  const [last, first] = [held.at(-1), page[0]];
  if (!last || !first || inOrder(last, first) < 0) return [...held, ...page];
  const known = new Map(held.map((each) => [each.update.id, each]));
  for (const each of page) {
    const before = known.get(each.update.id);
    if (!before || before.update.revision <= each.update.revision) known.set(each.update.id, each);
  }
  return [...known.values()].sort(inOrder);
}

/** An update as an event shows it. Undefined: it is not held, and lies below what is. */
export function withUpdate(
  held: readonly Listed[],
  update: UpdateView,
  hasOlder: boolean,
): readonly Listed[] | undefined {
  const place = held.findIndex((each) => each.update.id === update.id);
  const before = held[place];
  const words = update.status === 'published' ? { headline: update.headline, text: update.text } : null;
  const after: Listed = {
    update,
    reporter: before?.reporter ?? null,
    ...(words ?? { headline: before?.headline ?? null, text: before?.text ?? null }),
  };
  if (before?.update.occurredAt === update.occurredAt) return held.with(place, after);
  const others = place < 0 ? held : held.toSpliced(place, 1);
  const below = others.findIndex((each) => inOrder(after, each) < 0);
  if (below < 0 && hasOlder) return place < 0 ? undefined : others;
  return others.toSpliced(below < 0 ? others.length : below, 0, after);
}
