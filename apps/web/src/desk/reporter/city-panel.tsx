import { useState } from 'preact/hooks';
import { useDesk } from '../shell/at-desk.js';
import type { PanelProps } from './panel-props.js';
import { useReporterWords } from './reporter-words.js';
import { citiesOf, cityName } from './use-story.js';

/** So many are one tap away; the rest are found by their name. */
const SHOWN = 12;

/** Theirs, the last used first; any other place may be typed: an editor makes it a city. */
export function CityPanel({ draft, story, habits, onChange, onClose }: PanelProps) {
  const words = useReporterWords();
  const { who } = useDesk();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const known = citiesOf(story, who).map(({ id }) => id);
  const all = [...new Set([...habits.cities.flatMap((city) => city ?? []), ...known])];
  const found = all.filter((city) => cityName(story, city).toLowerCase().includes(wanted)).slice(0, SHOWN);
  const isKnown = found.some((city) => cityName(story, city).toLowerCase() === wanted);
  const choose = (city: string | null) => {
    onChange({ city });
    onClose();
  };
  return (
    <>
      <label class="unseen" for="find-city">
        {words.otherCity}
      </label>
      <input
        id="find-city"
        type="text"
        maxLength={80}
        autocomplete="off"
        placeholder={words.otherCity}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div class="chips">
        {found.map((city) => (
          <button
            key={city}
            type="button"
            class="chip"
            aria-pressed={draft.city === city}
            onClick={() => choose(city)}
          >
            {cityName(story, city)}
          </button>
        ))}
        {wanted === '' && (
          <button type="button" class="chip" aria-pressed={draft.city === null} onClick={() => choose(null)}>
            {words.wholeStory}
          </button>
        )}
        {wanted !== '' && !isKnown && (
          <button type="button" class="chip" onClick={() => choose(typed.trim())}>
            {words.useCity(typed.trim())}
          </button>
        )}
      </div>
    </>
  );
}
