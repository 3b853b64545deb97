import { useEffect, useId, useState } from 'preact/hooks';
import type { FoundPlace, FoundPlaces } from '#contract/place';
import { useDesk } from '../shell/at-desk.js';
import { useAsked } from '../shell/asked.js';
import { useWords } from '../shell/language.js';
import { WhyNot } from '../shell/why-not.js';
import { PLACE_WORDS } from './words.js';

/** Typing pauses for so long before it is asked for. */
const PAUSE_MS = 200;
const LEAST = 2;

interface CitySearchProps {
  /** What is looked for at first. */
  readonly begin?: string;
  readonly onFound: (place: FoundPlace) => void;
}

/** Finds a populated place by its name. */
export function CitySearch({ begin = '', onFound }: CitySearchProps) {
  const words = useWords(PLACE_WORDS);
  const { api } = useDesk();
  const id = useId();
  const [text, setText] = useState(begin);
  const [asked, setAsked] = useState(begin);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { value, error } = useAsked(asked.length < LEAST ? null : asked, () =>
    api.get<FoundPlaces>(`/v1/places?q=${encodeURIComponent(asked)}`),
  );
  const take = (place: FoundPlace) => {
    onFound(place);
    setText('');
    setAsked('');
    document.getElementById(id)?.focus();
  };
  return (
    <div class="search">
      <p class="field">
        <label for={id}>{words.findCity}</label>
        <input
          id={id}
          type="search"
          autocomplete="off"
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <small id={`${id}-hint`} class="hint">
          {words.findCityHint}
        </small>
      </p>
      <WhyNot error={error} />
      <p class="unseen" role="status" translate={false}>
        {value?.places.map(({ name }) => name).join(', ')}
      </p>
      {value?.places.length === 0 && <p>{words.nothingFound}</p>}
      <ul class="found" translate={false}>
        {value?.places.map((place) => (
          <li key={place.geonameId}>
            <button type="button" onClick={() => take(place)}>
              <b>{place.name}</b> {place.country} · {place.timeZone} · {words.people(place.population ?? 0)}
            </button>
          </li>
        ))}
      </ul>
      {value && <p class="hint">{words.placesFrom(value.attribution)}</p>}
    </div>
  );
}
