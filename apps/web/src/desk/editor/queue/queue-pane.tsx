import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { QUEUE_WORDS } from '../words-queue.js';
import { FilingItem } from './filing-item.js';
import { FlagItem } from './flag-item.js';
import { HoldItem } from './hold-item.js';
import { PhotoItem } from './photo-item.js';
import type { QueueContent } from './use-queue.js';

/** What waits for an editor, dealt with where it stands. */
export function QueuePane({ queue }: { readonly queue: QueueContent }) {
  const words = useWords(QUEUE_WORDS);
  const { filings, scheduled, holds, flags, photos, error, isThere } = queue;
  const isEmpty = isThere && queue.count + scheduled.length === 0;
  const box = useRef<HTMLDivElement>(null);
  useStayingFocus(box, queue);
  return (
    <div ref={box}>
      <Refused error={error} />
      {isEmpty && <p class="aside">{words.empty}</p>}
      <Group title={words.holds} items={holds} keyOf={({ update, figure }) => `${update}.${figure}`}>
        {(hold) => <HoldItem hold={hold} />}
      </Group>
      <Group title={words.filings} items={filings} keyOf={({ id }) => id}>
        {(filing) => <FilingItem filing={filing} />}
      </Group>
      <Group title={words.flags} items={flags} keyOf={({ id }) => id}>
        {(flag) => <FlagItem flag={flag} />}
      </Group>
      <Group title={words.photos} items={photos} keyOf={({ id }) => id}>
        {(photo) => <PhotoItem photo={photo} />}
      </Group>
      <Group title={words.scheduled} items={scheduled} keyOf={({ id }) => id}>
        {(filing) => <FilingItem filing={filing} />}
      </Group>
    </div>
  );
}

/** When the item that the keyboard is in is dealt with, the keyboard goes to the one that takes its place. */
function useStayingFocus(box: RefObject<HTMLElement | null>, queue: QueueContent): void {
  const place = useRef(-1);
  useEffect(() => {
    const notice = () => {
      const items = [...(box.current?.querySelectorAll('.item') ?? [])];
      place.current = items.findIndex((item) => item.contains(document.activeElement));
    };
    document.addEventListener('focusin', notice);
    return () => document.removeEventListener('focusin', notice);
  }, []);
  useLayoutEffect(() => {
    if (place.current < 0 || document.activeElement !== document.body) return;
    const items = box.current?.querySelectorAll<HTMLElement>('.item') ?? [];
    const next = items[Math.min(place.current, items.length - 1)];
    const target = next?.querySelector<HTMLElement>('button:not(:disabled)') ?? box.current?.parentElement;
    target?.focus();
  }, [queue]);
}

interface GroupProps<T> {
  readonly title: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly children: (item: T) => ComponentChildren;
}

function Group<T>({ title, items, keyOf, children }: GroupProps<T>) {
  if (items.length === 0) return null;
  return (
    <section class="group" aria-label={title}>
      <h3>
        {title} <span class="count">{items.length}</span>
      </h3>
      <ul>
        {items.map((item) => (
          <li key={keyOf(item)} class="item">
            {children(item)}
          </li>
        ))}
      </ul>
    </section>
  );
}
