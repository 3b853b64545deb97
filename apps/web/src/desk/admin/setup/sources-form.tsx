import { useId, useState } from 'preact/hooks';
import { SOURCE_KINDS, type SourceKind, type StorySetup } from '#contract/story';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { SOURCE_KIND_WORDS } from '../source-kinds.js';
import { ADMIN_WORDS } from '../words.js';
import { withoutSource, withSource } from './a-setup.js';

interface SourcesFormProps {
  readonly setup: StorySetup;
  readonly onChange: (setup: StorySetup) => void;
}

/** Whose figures are quoted. */
export function SourcesForm({ setup, onChange }: SourcesFormProps) {
  const words = useWords(ADMIN_WORDS);
  const kinds = useWords(SOURCE_KIND_WORDS);
  const id = useId();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<SourceKind>('monitor');
  const add = () => {
    if (name.trim() === '') return;
    onChange(withSource(setup, { name, kind }));
    setName('');
  };
  return (
    <>
      <ul class="chosen">
        {setup.sources.map((source) => (
          <li key={source.id}>
            <span>
              <b>{source.name}</b> {kinds[source.kind]}
            </span>
            <button
              type="button"
              aria-label={words.remove(source.name)}
              onClick={() => onChange(withoutSource(setup, source))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <div class="row">
        <Field label={words.sourceName} value={name} onText={setName} maxLength={120} />
        <p class="field">
          <label for={id}>{words.sourceKind}</label>
          <select id={id} value={kind} onChange={(event) => setKind(event.currentTarget.value as SourceKind)}>
            {SOURCE_KINDS.map((each) => (
              <option key={each} value={each}>
                {kinds[each]}
              </option>
            ))}
          </select>
        </p>
        <button type="button" onClick={add}>
          {words.addSource}
        </button>
      </div>
    </>
  );
}
