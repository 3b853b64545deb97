import type { FoundPlace } from '#contract/place';
import type { City } from '#contract/story';
import { CitySearch } from '../../places/city-search.js';
import { useWords } from '../../shell/language.js';
import { Line } from '../update/controls.js';
import { QUEUE_WORDS } from '../words-queue.js';

/** A city that the story gets, as it stands in its fields. */
export interface NewCityDraft {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly lat: string;
  readonly lon: string;
  readonly timeZone: string;
}

export const newCity = (id: string, timeZone: string): NewCityDraft => ({
  ...{ id, name: id.charAt(0).toUpperCase() + id.slice(1), country: 'RU', lat: '', lon: '', timeZone },
});

const found = (id: string, { name, country, lat, lon, timeZone }: FoundPlace): NewCityDraft => ({
  ...{ id, name, country, timeZone },
  ...{ lat: String(lat), lon: String(lon) },
});

export const cityIn = ({ lat, lon, ...city }: NewCityDraft): City => ({
  ...city,
  lat: Number(lat.replace(',', '.')),
  lon: Number(lon.replace(',', '.')),
});

interface NewCityProps {
  readonly city: NewCityDraft;
  readonly onChange: (city: NewCityDraft) => void;
}

/** Found by its name, or said by hand. */
export function NewCity({ city, onChange }: NewCityProps) {
  const words = useWords(QUEUE_WORDS);
  const set = (fields: Partial<NewCityDraft>) => onChange({ ...city, ...fields });
  return (
    <fieldset class="figures">
      <legend>{words.newCity(city.id)}</legend>
      <CitySearch begin={city.name} onFound={(place) => onChange(found(city.id, place))} />
      <div class="across">
        <Line label={words.cityName} value={city.name} onText={(name) => set({ name })} required />
        <Line
          label={words.country}
          value={city.country}
          onText={(country) => set({ country })}
          required
          maxLength={2}
        />
        <Line
          label={words.timeZone}
          value={city.timeZone}
          onText={(timeZone) => set({ timeZone })}
          required
        />
        <Line label={words.latitude} value={city.lat} onText={(lat) => set({ lat })} required />
        <Line label={words.longitude} value={city.lon} onText={(lon) => set({ lon })} required />
      </div>
    </fieldset>
  );
}
