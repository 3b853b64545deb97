import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import { type Item, updateOf } from '#client/outbox/item';
import type { StoryView } from '#contract/story';
import { FiledEntry } from './filed-entry.js';
import { useReporterWords } from './reporter-words.js';

interface FiledListProps {
  /** Undefined: not read yet. */
  readonly items: readonly Item[] | undefined;
  readonly story: StoryView;
  readonly outbox: Outbox;
  readonly onCorrect: (item: Item) => void;
  readonly onReopen: (item: Item) => void;
  /** What the desk asks, below the last. */
  readonly children: ComponentChildren;
}

/** What was filed on this phone, the newest at the bottom, as in a messenger. */
export function FiledList({ items, story, outbox, onCorrect, onReopen, children }: FiledListProps) {
  const words = useReporterWords();
  const list = useRef<HTMLOListElement>(null);
  const posts = items?.filter(({ task }) => task.kind === 'post') ?? [];
  const ids = new Set(posts.map(({ id }) => id));
  const changes = items?.filter(({ task }) => task.kind !== 'post') ?? [];
  const last = posts.at(-1)?.id;
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [last]);
  return (
    <ol class="filed" ref={list} aria-label={words.sentList}>
      {items && posts.length === 0 && <li class="nothing">{words.nothingYet}</li>}
      {posts.map((item) => (
        <FiledEntry
          key={item.id}
          {...{ item, story, outbox, onCorrect, onReopen }}
          changes={changes.filter((change) => updateOf(change) === item.id)}
        />
      ))}
      {changes
        .filter((change) => !ids.has(updateOf(change)))
        .map((change) => (
          <FiledEntry
            key={change.id}
            item={change}
            changes={[]}
            {...{ story, outbox, onCorrect, onReopen }}
          />
        ))}
      {children}
    </ol>
  );
}
