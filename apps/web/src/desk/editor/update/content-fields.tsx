import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { zoneName } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import type { ContentDraft } from './content-draft.js';
import { Area, Choice, Line, Tick } from './controls.js';
import { FigureFields } from './figure-fields.js';

interface ContentFieldsProps {
  readonly draft: ContentDraft;
  readonly onChange: (draft: ContentDraft) => void;
  /** Of the text, to put the keyboard there. */
  readonly textId: string;
}

/** All that an update says. */
export function ContentFields({ draft, onChange, textId }: ContentFieldsProps) {
  const words = useWords(UPDATE_WORDS);
  const { story } = useStory();
  const saying = useSaying(story);
  const set = (fields: Partial<ContentDraft>) => onChange({ ...draft, ...fields });
  const known: (readonly [string, string])[] = story.cities.map(({ id, name }) => [id, name]);
  const isKnown = draft.city === '' || known.some(([id]) => id === draft.city);
  return (
    <>
      <Area
        id={textId}
        label={words.text}
        value={draft.text}
        onText={(text) => set({ text })}
        rows={5}
        required
      />
      <div class="across">
        <Choice
          label={words.city}
          value={draft.city}
          options={[
            ['', saying.city(null)],
            ...(isKnown ? [] : [[draft.city, draft.city] as const]),
            ...known,
          ]}
          onChoice={(city) => set({ city })}
        />
        <Line
          label={words.time(zoneName(story.timeZone))}
          value={draft.time}
          onText={(time) => set({ time })}
          type="datetime-local"
          required
        />
      </div>
      <FigureFields figures={draft.figures} onChange={(figures) => set({ figures })} />
      <div class="across">
        <Line
          label={words.headline}
          value={draft.headline}
          onText={(headline) => set({ headline })}
          maxLength={300}
        />
        <Line
          label={words.byline}
          value={draft.byline}
          onText={(byline) => set({ byline })}
          maxLength={200}
        />
      </div>
      <EvidenceFields evidence={draft.evidence} onChange={(evidence) => set({ evidence })} />
      <div class="ticks">
        <Tick label={words.keyEvent} isOn={draft.keyEvent} onTick={(keyEvent) => set({ keyEvent })} />
        <Tick label={words.confirmed} isOn={draft.confirmed} onTick={(confirmed) => set({ confirmed })} />
      </div>
    </>
  );
}

interface EvidenceFieldsProps {
  readonly evidence: ContentDraft['evidence'];
  readonly onChange: (evidence: ContentDraft['evidence']) => void;
}

function EvidenceFields({ evidence, onChange }: EvidenceFieldsProps) {
  const words = useWords(UPDATE_WORDS);
  const shown = evidence.length > 0 ? evidence : [{ url: '', quote: '' }];
  return (
    <>
      {shown.map((each, place) => (
        <div class="across" key={place}>
          <Line
            label={words.evidenceLink}
            value={each.url}
            onText={(url) => onChange(shown.with(place, { ...each, url }))}
            type="url"
          />
          <Line
            label={words.evidenceQuote}
            value={each.quote}
            onText={(quote) => onChange(shown.with(place, { ...each, quote }))}
          />
        </div>
      ))}
    </>
  );
}
