import { Attached } from './attached.js';
import type { Draft } from './draft.js';
import { Icon } from './icon.js';
import { Panel } from './panel.js';
import { useReporterWords } from './reporter-words.js';
import { Tools } from './tools.js';
import { type ComposerProps, useComposing } from './use-composing.js';

/** Where something is written and sent off, with one thumb. */
export function Composer(props: ComposerProps) {
  const words = useReporterWords();
  const { story, outbox, correcting } = props;
  const { drafting, habits, panel, open, lack, isLeaving, submit, cancel } = useComposing(props);
  if (!drafting) return <form class="composer" />;
  const { draft, change } = drafting;
  return (
    <form
      class="composer"
      aria-busy={isLeaving}
      inert={isLeaving && correcting !== null}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {correcting && <Correcting draft={draft} onChange={change} onCancel={cancel} />}
      {panel && (
        <Panel
          name={panel}
          {...{ story, draft, habits, outbox }}
          onChange={change}
          onClose={() => open(null)}
        />
      )}
      <Attached {...{ draft, story, outbox }} onChange={change} onOpen={open} />
      {lack && (
        <p class="lack" role="alert">
          {words.lacks[lack]}
        </p>
      )}
      <Tools
        {...{ draft, story, panel, outbox }}
        onPanel={(next) => open(next === panel ? null : next)}
        onPhoto={(photo) => change({ photos: [...draft.photos, photo] })}
      />
      <div class="writing">
        <Words draft={draft} onChange={change} onSubmit={submit} />
        <button type="submit" class="main round" aria-label={correcting ? words.sendCorrection : words.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

interface WordsProps {
  readonly draft: Draft;
  readonly onChange: (fields: Partial<Draft>) => void;
  readonly onSubmit: () => void;
}

function Words({ draft, onChange, onSubmit }: WordsProps) {
  const words = useReporterWords();
  return (
    <textarea
      aria-label={words.write}
      placeholder={words.write}
      rows={1}
      value={draft.text}
      onInput={(event) => onChange({ text: event.currentTarget.value })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSubmit();
      }}
    />
  );
}

interface CorrectingProps {
  readonly draft: Draft;
  readonly onChange: (fields: Partial<Draft>) => void;
  readonly onCancel: () => void;
}

function Correcting({ draft, onChange, onCancel }: CorrectingProps) {
  const words = useReporterWords();
  const { correcting } = draft;
  if (!correcting) return null;
  return (
    <div class="correcting">
      <p class="correcting-head">
        <b>{words.correcting}</b>
        <button type="button" class="plain" onClick={onCancel}>
          {words.cancel}
        </button>
      </p>
      <label for="correction-note">{words.correctionNote}</label>
      <input
        id="correction-note"
        type="text"
        value={correcting.note}
        placeholder={words.correctionHint}
        onInput={(event) => onChange({ correcting: { ...correcting, note: event.currentTarget.value } })}
      />
    </div>
  );
}
