import type { City, StorySetup } from '#contract/story';
import { CitySearch } from '../../places/city-search.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { ADMIN_WORDS } from '../words.js';
import { withoutCity, withPlace } from './a-setup.js';
import { SourcesForm } from './sources-form.js';

interface SetupFormProps {
  readonly setup: StorySetup;
  readonly onChange: (setup: StorySetup) => void;
}

/** What a live blog is about, where it happens, and whose figures it quotes. */
export function SetupForm({ setup, onChange }: SetupFormProps) {
  const words = useWords(ADMIN_WORDS);
  const set = (change: Partial<StorySetup>) => onChange({ ...setup, ...change });
  return (
    <>
      <Field
        label={words.standfirst}
        value={setup.standfirst ?? ''}
        onText={(standfirst) => set({ standfirst })}
        maxLength={1_000}
      />
      <div class="row">
        <Field label={words.date} value={setup.date ?? ''} onText={(date) => set({ date })} maxLength={10} />
        <Field
          label={words.timeZone}
          value={setup.timeZone}
          onText={(timeZone) => set({ timeZone })}
          required
        />
      </div>
      <section>
        <h2>{words.cities}</h2>
        <Cities setup={setup} onRemove={(city) => onChange(withoutCity(setup, city))} />
        <CitySearch onFound={(place) => onChange(withPlace(setup, place))} />
      </section>
      <section>
        <h2>{words.sources}</h2>
        <SourcesForm setup={setup} onChange={onChange} />
      </section>
    </>
  );
}

function Cities({
  setup,
  onRemove,
}: {
  readonly setup: StorySetup;
  readonly onRemove: (city: City) => void;
}) {
  const words = useWords(ADMIN_WORDS);
  if (setup.cities.length === 0) return <p>{words.noCities}</p>;
  return (
    <ul class="chosen">
      {setup.cities.map((city) => (
        <li key={city.id}>
          <span>
            <b>{city.name}</b> {city.country} · {city.timeZone}
          </span>
          <button type="button" aria-label={words.remove(city.name)} onClick={() => onRemove(city)}>
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}
