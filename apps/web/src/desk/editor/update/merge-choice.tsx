import { useContext, useRef, useState } from 'preact/hooks';
import type { SearchPage } from '#contract/search';
import type { UpdateView } from '#contract/update';
import { plainText } from '#pages/markdown';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { useFocusWithin } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Line } from './controls.js';

interface MergeChoiceProps {
  readonly update: UpdateView;
  readonly onChoice: (id: string) => void;
  readonly onClose: () => void;
}

/** What else was published, of the same city first looked through by words. */
export function MergeChoice({ update, onChoice, onClose }: MergeChoiceProps) {
  const words = useWords(UPDATE_WORDS);
  const language = useContext(LanguageContext);
  const { api } = useDesk();
  const { address, story } = useStory();
  const [q, setQ] = useState('');
  const box = useRef<HTMLElement>(null);
  useFocusWithin(box);
  const query = new URLSearchParams({ state: 'published', limit: '20', ...(q.trim() && { q: q.trim() }) });
  if (update.city !== null && !q.trim()) query.set('city', update.city);
  const path = `${address}/search?${query}`;
  const { value, error } = useAsked(path, () => api.get<SearchPage>(path));
  const others = value?.updates.filter((each) => each.update.id !== update.id) ?? [];
  return (
    <section
      class="choosing"
      aria-label={words.mergeWith}
      ref={box}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Line label={words.mergeWith} value={q} onText={setQ} type="search" />
      <Refused error={error} />
      <ul class="lines">
        {others.map((each) => (
          <li key={each.update.id}>
            <button type="button" class="line" onClick={() => onChoice(each.update.id)}>
              <time>{timeIn(story, each.update.occurredAt, language)}</time>{' '}
              {each.headline ?? plainText(each.text ?? '')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
