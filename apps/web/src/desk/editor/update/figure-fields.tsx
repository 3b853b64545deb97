import { useContext, useId } from 'preact/hooks';
import { COUNTER_KINDS, QUALIFIERS, WORD_FLOORS } from '#contract/figure';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { metricsOf, useSaying } from '../state/said.js';
import { FIGURE_WORDS } from '../words-figures.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Choice, Line, Tick } from './controls.js';
import { EVERYWHERE, type FigureDraft, newFigure } from './figure-draft.js';

interface FigureFieldsProps {
  readonly figures: readonly FigureDraft[];
  readonly onChange: (figures: readonly FigureDraft[]) => void;
}

/** What the sources say in an update, a line each. */
export function FigureFields({ figures, onChange }: FigureFieldsProps) {
  const words = useWords(UPDATE_WORDS);
  const { story } = useStory();
  const id = useId();
  const change = (place: number, figure: FigureDraft) => onChange(figures.with(place, figure));
  const add = () => {
    onChange([...figures, newFigure(story)]);
    queueMicrotask(() => document.getElementById(`${id}-${figures.length}`)?.focus());
  };
  return (
    <fieldset class="figures">
      <legend>{words.figures}</legend>
      {figures.map((figure, place) => (
        <FigureLine
          key={place}
          id={`${id}-${place}`}
          figure={figure}
          onChange={(changed) => change(place, changed)}
          onRemove={() => onChange(figures.toSpliced(place, 1))}
        />
      ))}
      <button type="button" class="plain small" onClick={add}>
        {words.addFigure}
      </button>
    </fieldset>
  );
}

interface FigureLineProps {
  readonly id: string;
  readonly figure: FigureDraft;
  readonly onChange: (figure: FigureDraft) => void;
  readonly onRemove: () => void;
}

function FigureLine({ id, figure, onChange, onRemove }: FigureLineProps) {
  const words = useWords(UPDATE_WORDS);
  const set = (fields: Partial<FigureDraft>) => onChange({ ...figure, ...fields });
  return (
    <div class="figure-line">
      <Statement id={id} figure={figure} set={set} />
      <Placing figure={figure} set={set} />
      <Line label={words.asOf} value={figure.asOf} onText={(asOf) => set({ asOf })} type="datetime-local" />
      <Tick label={words.confirmed} isOn={figure.confirmed} onTick={(confirmed) => set({ confirmed })} />
      <button type="button" class="plain small" aria-label={words.removeFigure} onClick={onRemove}>
        ✕
      </button>
    </div>
  );
}

interface PartProps {
  readonly figure: FigureDraft;
  readonly set: (fields: Partial<FigureDraft>) => void;
}

/** How much, and how it is said. */
function Statement({ id, figure, set }: PartProps & { readonly id: string }) {
  const words = useWords(UPDATE_WORDS);
  const said = FIGURE_WORDS[useContext(LanguageContext)];
  const wordings = [...QUALIFIERS, 'range' as const, 'words' as const];
  const floors = Object.keys(WORD_FLOORS) as FigureDraft['words'][];
  return (
    <>
      <Choice
        label={words.said}
        value={figure.said}
        options={wordings.map((each) => [each, said.qualifiers[each]])}
        onChoice={(value) => set({ said: value })}
      />
      {figure.said === 'words' ? (
        <Choice
          id={id}
          label={words.value}
          value={figure.words}
          options={floors.map((each) => [each, said.wordFloors[each]])}
          onChoice={(value) => set({ words: value })}
        />
      ) : (
        <Line
          id={id}
          label={words.value}
          value={figure.value}
          onText={(value) => set({ value })}
          numeric
          required
        />
      )}
      {figure.said === 'range' && (
        <Line label={words.upperEnd} value={figure.high} onText={(high) => set({ high })} numeric required />
      )}
    </>
  );
}

/** Of what, according to whom, and where. */
function Placing({ figure, set }: PartProps) {
  const words = useWords(UPDATE_WORDS);
  const said = FIGURE_WORDS[useContext(LanguageContext)];
  const { story } = useStory();
  const saying = useSaying(story);
  const withOwn = (known: readonly string[], own: string) => (known.includes(own) ? known : [own, ...known]);
  const metrics = withOwn(metricsOf(story), figure.metric);
  const sources = withOwn(
    story.sources.map((source) => source.id),
    figure.source,
  );
  const cities = story.cities.map(({ id, name }): [string, string] => [id, name]);
  return (
    <>
      <Choice
        label={words.metric}
        value={figure.metric}
        options={metrics.map((each) => [each, saying.metricName(each)])}
        onChoice={(metric) => set({ metric })}
      />
      <Choice
        label={words.source}
        value={figure.source}
        options={sources.map((each) => [each, saying.source(each)])}
        onChoice={(source) => set({ source })}
      />
      <Choice
        label={words.where}
        value={figure.where}
        options={[['', words.updatesCity], [EVERYWHERE, said.wholeStory], ...cities]}
        onChoice={(where) => set({ where })}
      />
      {story.metrics[figure.metric] !== 'gauge' && (
        <Choice
          label={words.kind}
          value={figure.kind}
          options={COUNTER_KINDS.map((each) => [each, said.kinds[each]])}
          onChoice={(kind) => set({ kind })}
        />
      )}
    </>
  );
}
