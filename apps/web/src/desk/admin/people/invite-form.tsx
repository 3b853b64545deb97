import { useId, useState } from 'preact/hooks';
import type { ListedDeskStory } from '#contract/desk';
import { type Invitation, type InvitePerson, type Memberships, ROLES, type Role } from '#contract/people';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { Field } from '../../shell/field.js';
import { useWords } from '../../shell/language.js';
import { SHELL_WORDS } from '../../shell/words.js';
import { SheetForm } from '../sheet-form.js';
import { ADMIN_WORDS } from '../words.js';

/** Everywhere, or in one live blog, there perhaps in some cities only. */
export function membershipsOf(story: string, cities: string): Memberships {
  if (story === '') return null;
  const named = cities
    .split(',')
    .map((city) => city.trim())
    .filter(Boolean);
  return [{ story, cities: named.length > 0 ? named : null }];
}

export function InviteForm({ onInvited }: { readonly onInvited: (invitation: Invitation) => void }) {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reporter');
  const [story, setStory] = useState('');
  const [cities, setCities] = useState('');
  const invite = async () => {
    const body: InvitePerson = { name: name.trim(), role, memberships: membershipsOf(story, cities) };
    onInvited(await api.send('POST', '/v1/people', { body }));
    setName('');
  };
  return (
    <details class="inviting">
      <summary>{words.inviting}</summary>
      <SheetForm submit={words.invite} onSend={invite}>
        <Field label={words.person} value={name} onText={setName} maxLength={60} required />
        <RoleChoice role={role} onChange={setRole} />
        <StoryChoice story={story} onChange={setStory} />
        {story !== '' && <Field label={words.onlyCities} value={cities} onText={setCities} />}
      </SheetForm>
    </details>
  );
}

export function RoleChoice({
  role,
  onChange,
}: {
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}) {
  const words = useWords(ADMIN_WORDS);
  const shell = useWords(SHELL_WORDS);
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{words.role}</label>
      <select id={id} value={role} onChange={(event) => onChange(event.currentTarget.value as Role)}>
        {ROLES.map((each) => (
          <option key={each} value={each}>
            {shell.roles[each]}
          </option>
        ))}
      </select>
    </p>
  );
}

export function StoryChoice({
  story,
  onChange,
}: {
  readonly story: string;
  readonly onChange: (story: string) => void;
}) {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const id = useId();
  const { value } = useAsked('stories', () => api.get<{ stories: ListedDeskStory[] }>('/v1/desk/stories'));
  return (
    <p class="field">
      <label for={id}>{words.where}</label>
      <select id={id} value={story} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{words.everywhere}</option>
        {value?.stories.map(({ id: each, title }) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
    </p>
  );
}
