import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { Choice, Line } from '../update/controls.js';
import { TIMELINE_WORDS } from '../words-timeline.js';
import { type Filters, isFiltered, NO_FILTERS } from './filters.js';

/** So long after the last letter the server is asked. */
const PAUSE_MS = 200;
export const SEARCH_ID = 'desk-search';

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly reporters: readonly string[];
}

/** What the timeline shows; letters are taken together. */
export function FilterBar({ filters, onChange, reporters }: FilterBarProps) {
  const words = useWords(TIMELINE_WORDS);
  const { story } = useStory();
  const [q, setQ] = useState(filters.q);
  useEffect(() => {
    const timer = setTimeout(() => q !== filters.q && onChange({ ...filters, q }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q, filters]);
  const set = (fields: Partial<Filters>) => onChange({ ...filters, ...fields });
  const clear = () => {
    setQ('');
    onChange(NO_FILTERS);
  };
  const named = (each: { readonly id: string; readonly name: string }): [string, string] => [
    each.id,
    each.name,
  ];
  const asOf = [...new Set([...reporters, filters.reporter])].filter(Boolean).toSorted();
  return (
    <search class="filters">
      <Line id={SEARCH_ID} label={words.search} value={q} onText={setQ} type="search" maxLength={200} />
      <Choice
        label={words.city}
        value={filters.city}
        options={[['', words.any], ...story.cities.map(named)]}
        onChoice={(city) => set({ city })}
      />
      <Choice
        label={words.state}
        value={filters.state}
        options={[
          ['', words.any],
          ['published', words.states.published],
          ['retracted', words.states.retracted],
        ]}
        onChoice={(state) => set({ state })}
      />
      <Choice
        label={words.reporter}
        value={filters.reporter}
        options={[['', words.any], ...asOf.map((name): [string, string] => [name, name])]}
        onChoice={(reporter) => set({ reporter })}
      />
      <Choice
        label={words.source}
        value={filters.source}
        options={[['', words.any], ...story.sources.map(named)]}
        onChoice={(source) => set({ source })}
      />
      {(isFiltered(filters) || q) && (
        <button type="button" class="plain small" onClick={clear}>
          {words.clear}
        </button>
      )}
    </search>
  );
}
