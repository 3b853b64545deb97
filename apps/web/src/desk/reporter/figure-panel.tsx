import { useState } from 'preact/hooks';
import type { StoryView } from '#contract/story';
import { type Exactness, EXACTNESS, type FigureDraft, isSaid } from './draft.js';
import { Adding } from './adding.js';
import type { PanelProps } from './panel-props.js';
import { useReporterWords } from './reporter-words.js';

/** What counts: who says how many. The total of a source comes first, since repeats of it change nothing. */
export function FigurePanel({ draft, story, habits, onChange, onClose }: PanelProps) {
  const words = useReporterWords();
  const [at, setAt] = useState(Math.max(0, draft.figures.length - 1));
  const figure = draft.figures[at] ?? newFigure(story, habits.source);
  const change = (fields: Partial<FigureDraft>) =>
    onChange({ figures: Object.assign([...draft.figures], { [at]: { ...figure, ...fields } }) });
  const isCounter = story.metrics[figure.metric] !== 'gauge';
  const isTotal = figure.kind === 'so_far' || !isCounter;
  const own = story.sources.find(({ kind }) => kind === 'own')?.id ?? 'own';
  const chooseKind = (kind: FigureDraft['kind']) =>
    change({
      ...{ kind, exactness: 'exact', value: '', high: '' },
      source: kind === 'so_far' ? sourceOf(story, habits.source) : own,
    });
  return (
    <>
      <div class="pair">
        <Choice
          label={words.metric}
          value={figure.metric}
          onChoice={(metric) =>
            change({ metric, ...(story.metrics[metric] === 'gauge' && { kind: 'so_far' as const }) })
          }
        >
          {Object.keys(story.metrics).map((metric) => [metric, words.metrics[metric] ?? metric])}
        </Choice>
        {isTotal && (
          <SourceChoice story={story} source={figure.source} onChoice={(source) => change({ source })} />
        )}
      </div>
      {isCounter && (
        <Segments
          label={words.kind}
          options={(['so_far', 'new', 'seen'] as const).map((kind) => [kind, words.kinds[kind]])}
          chosen={figure.kind}
          onChoice={chooseKind}
        />
      )}
      {isTotal ? (
        <Amount figure={figure} onChange={change} />
      ) : (
        <Adding key={at} value={figure.value} onChange={(value) => change({ value })} />
      )}
      <p class="panel-foot">
        <button
          type="button"
          class="plain"
          disabled={!draft.figures.every(isSaid) || draft.figures.length === 0}
          onClick={() => setAt(draft.figures.length)}
        >
          {words.anotherFigure}
        </button>
        <button type="button" onClick={onClose}>
          {words.done}
        </button>
      </p>
    </>
  );
}

interface SourceChoiceProps {
  readonly story: StoryView;
  readonly source: string;
  readonly onChoice: (source: string) => void;
}

/** Nobody is named until somebody is chosen. */
function SourceChoice({ story, source, onChoice }: SourceChoiceProps) {
  const words = useReporterWords();
  const all = story.sources.map(({ id, name }) => [id, name] as const);
  return (
    <Choice label={words.according} value={source} onChoice={onChoice}>
      {source === '' ? [['', words.chooseSource] as const, ...all] : all}
    </Choice>
  );
}

interface AmountProps {
  readonly figure: FigureDraft;
  readonly onChange: (fields: Partial<FigureDraft>) => void;
}

function Amount({ figure, onChange }: AmountProps) {
  const words = useReporterWords();
  const field = (label: string, value: string, changed: (text: string) => void) => (
    <input
      type="text"
      inputMode="numeric"
      maxLength={12}
      autocomplete="off"
      aria-label={label}
      value={value}
      onInput={(event) => changed(event.currentTarget.value.replace(/[\s.,]/g, ''))}
    />
  );
  return (
    <>
      <Segments
        label={words.exactness}
        options={EXACTNESS.map((each): [Exactness, string] => [each, words.exactnesses[each]])}
        chosen={figure.exactness}
        onChoice={(exactness) => onChange({ exactness })}
      />
      <p class="amount">
        {field(words.number, figure.value, (value) => onChange({ value }))}
        {figure.exactness === 'range' && (
          <>
            <span>{words.upTo}</span>
            {field(`${words.number} ${words.upTo}`, figure.high, (high) => onChange({ high }))}
          </>
        )}
      </p>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChoice: (value: string) => void;
  readonly children: readonly (readonly [string, string])[];
}

function Choice({ label, value, onChoice, children }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
        {children.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: T;
  readonly onChoice: (value: T) => void;
}

function Segments<T extends string>({ label, options, chosen, onChoice }: SegmentsProps<T>) {
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {options.map(([value, name]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoice(value)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function newFigure(story: StoryView, source: string | null): FigureDraft {
  const [first = 'arrests'] = Object.keys(story.metrics);
  const metric = 'arrests' in story.metrics ? 'arrests' : first;
  return { metric, kind: 'so_far', source: sourceOf(story, source), exactness: 'exact', value: '', high: '' };
}

/** The last used: nobody is said to have said what nobody chose. */
function sourceOf(story: StoryView, last: string | null): string {
  return story.sources.find(({ id }) => id === last)?.id ?? '';
}
