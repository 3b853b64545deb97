import { useState } from 'preact/hooks';
import type { PersonView } from '#contract/people';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { WhyNot } from '../../shell/why-not.js';
import { ADMIN_WORDS } from '../words.js';

interface FreezeFormProps {
  readonly person: PersonView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Ends somebody's sessions at once, and takes back what they filed last where that is wanted. */
export function FreezeForm({ person, onDone, onCancel }: FreezeFormProps) {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const [pull, setPull] = useState('');
  const [note, setNote] = useState('');
  const { isUnderWay, error, send } = useSending();
  const submit = async () => {
    const many = Number(pull) || 0;
    const body = many > 0 ? { pull: many, ...(note && { note }) } : {};
    if (await send(() => api.send('POST', `/v1/people/${person.id}/freezing`, { body }))) onDone();
  };
  return (
    <form
      class="asked"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>
        <b>
          {words.freeze}: {person.name}
        </b>{' '}
        {words.freezeWhy}
      </p>
      <Field label={words.pull} value={pull} onText={setPull} maxLength={3} />
      {Number(pull) > 0 && (
        <Field label={words.pullNote} value={note} onText={setNote} maxLength={500} required />
      )}
      <WhyNot error={error} />
      <p class="acts">
        <button type="submit" class="bad" disabled={isUnderWay}>
          {words.freeze}
        </button>
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      </p>
    </form>
  );
}
