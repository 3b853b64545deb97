import { useState } from 'preact/hooks';
import type { PersonView } from '#contract/people';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { SheetForm } from '../sheet-form.js';
import { ADMIN_WORDS } from '../words.js';
import { membershipsOf, RoleChoice, StoryChoice } from './invite-form.js';

interface ChangeFormProps {
  readonly person: PersonView;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Another role, or other places. Several memberships are kept as they are unless one place is chosen. */
export function ChangeForm({ person, onDone, onCancel }: ChangeFormProps) {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const [only = { story: null, cities: null }] = person.memberships ?? [];
  const [role, setRole] = useState(person.role);
  const [story, setStory] = useState(only.story ?? '');
  const [cities, setCities] = useState(only.cities?.join(', ') ?? '');
  const [isMoved, setIsMoved] = useState(false);
  const save = async () => {
    const body = { role, ...(isMoved && { memberships: membershipsOf(story, cities) }) };
    await api.send('PATCH', `/v1/people/${person.id}`, { body });
    onDone();
  };
  const move = (set: (value: string) => void) => (value: string) => {
    setIsMoved(true);
    set(value);
  };
  return (
    <SheetForm submit={words.save} onSend={save} onCancel={onCancel}>
      <RoleChoice role={role} onChange={setRole} />
      <StoryChoice story={story} onChange={move(setStory)} />
      {story !== '' && <Field label={words.onlyCities} value={cities} onText={move(setCities)} />}
    </SheetForm>
  );
}
