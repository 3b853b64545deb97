import { useState } from 'preact/hooks';
import { type Source, SOURCE_KINDS } from '#contract/story';
import { SOURCE_KIND_WORDS } from '../../admin/source-kinds.js';
import { useWords } from '../../shell/language.js';
import { Choice, Line, Tick } from '../update/controls.js';
import { QUEUE_WORDS } from '../words-queue.js';

interface NewSourceProps {
  readonly id: string;
  /** Null: it is not added. */
  readonly source: Source | null;
  readonly onChange: (source: Source) => void;
}

/** A source that the story does not have: it is added with the update, or another one is chosen for the figure. */
export function NewSource({ id, source, onChange }: NewSourceProps) {
  const words = useWords(QUEUE_WORDS);
  const kinds = useWords(SOURCE_KIND_WORDS);
  const [isAdded, setIsAdded] = useState(source !== null);
  const made = source ?? { id, kind: 'media' as const, name: id };
  return (
    <fieldset class="figures">
      <legend>{words.newSource(id)}</legend>
      <Tick
        label={words.addSource}
        isOn={isAdded}
        onTick={(isOn) => {
          setIsAdded(isOn);
          if (isOn) onChange(made);
        }}
      />
      {isAdded && (
        <div class="across">
          <Line
            label={words.sourceName}
            value={made.name}
            onText={(name) => onChange({ ...made, name })}
            required
          />
          <Choice
            label={words.sourceKind}
            value={made.kind}
            options={SOURCE_KINDS.map((kind) => [kind, kinds[kind]])}
            onChoice={(kind) => onChange({ ...made, kind })}
          />
        </div>
      )}
    </fieldset>
  );
}
