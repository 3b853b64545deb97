import { useState } from 'preact/hooks';
import type { PersonView } from '#contract/people';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { SheetForm } from '../sheet-form.js';
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
  const freeze = async () => {
    const many = Number(pull) || 0;
    const body = many > 0 ? { pull: many, ...(note && { note }) } : {};
    await api.send('POST', `/v1/people/${person.id}/freezing`, { body });
    onDone();
  };
  return (
    <SheetForm submit={words.freeze} onSend={freeze} onCancel={onCancel} isBad>
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
    </SheetForm>
  );
}
