import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../shell/language.js';
import { Meanwhile } from '../room/meanwhile.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { useLive } from '../state/live.js';
import { BOARD_WORDS } from '../words-board.js';

interface Versioned {
  readonly version: string | number;
}
interface RevisedProps<T extends Versioned> {
  readonly label: string;
  readonly path: string;
  /** What happens when it is another. */
  readonly when: RegExp;
  readonly shown: (value: T) => ComponentChildren;
  readonly fields: (draft: T, set: (fields: Partial<T>) => void) => ComponentChildren;
  /** What somebody else made of it. */
  readonly theirs: (base: T, newest: T) => ComponentChildren;
  /** Over the version that the draft began from, and no newer one. */
  readonly save: (draft: T, version: T['version']) => Promise<unknown>;
}

/** What the whole desk writes at: shown, and edited on request, over nobody else's words. */
export function Revised<T extends Versioned>(props: RevisedProps<T>) {
  const words = useWords(BOARD_WORDS);
  const { value, error } = useLive<T>(props.path, props.when);
  const [isEdited, setIsEdited] = useState(false);
  if (!value) return <Refused error={error} />;
  if (isEdited) return <Revising {...props} newest={value} onClose={() => setIsEdited(false)} />;
  return (
    <>
      {props.shown(value)}
      <button type="button" class="small" onClick={() => setIsEdited(true)}>
        {words.edit}
      </button>
    </>
  );
}

interface RevisingProps<T extends Versioned> extends RevisedProps<T> {
  readonly newest: T;
  readonly onClose: () => void;
}

function Revising<T extends Versioned>(props: RevisingProps<T>) {
  const { label, path, newest, fields, theirs, save, onClose } = props;
  const words = useWords(BOARD_WORDS);
  const { story, say } = useStory();
  const usual = { draft: newest, base: newest };
  const [{ draft, base }, keep, drop] = useKept(`revised:${story.id}${path}`, usual);
  const isBehind = newest.version !== base.version;
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    await save(draft, base.version);
    say(words.wasSaved);
    close();
  };
  return (
    <Writing
      {...{ label, isBlocked: isBehind }}
      submit={words.save}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
    >
      {isBehind && (
        <Meanwhile
          said={words.changedMeanwhile}
          onMine={() => keep({ draft, base: newest })}
          onTheirs={() => keep(usual)}
        >
          <p class="said">{theirs(base, newest)}</p>
        </Meanwhile>
      )}
      {fields(draft, (changed) => keep({ base, draft: { ...draft, ...changed } }))}
    </Writing>
  );
}
