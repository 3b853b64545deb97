import { useState } from 'preact/hooks';
import type { Invitation, PasswordSecret, PersonView } from '#contract/people';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { SHELL_WORDS } from '../../shell/words.js';
import { WhyNot } from '../../shell/why-not.js';
import { ADMIN_WORDS } from '../words.js';
import { InviteForm } from './invite-form.js';
import { PersonActs } from './person-acts.js';
import { Secret } from './secret.js';
import { WorksIn } from './works-in.js';

/** Who there is. Admins invite and change; editors freeze. */
export function PeopleScreen() {
  const words = useWords(ADMIN_WORDS);
  const shell = useWords(SHELL_WORDS);
  const { api, who } = useDesk();
  const { value, error, again } = useAsked('people', () => api.get<{ people: PersonView[] }>('/v1/people'));
  const [secret, setSecret] = useState<{ name: string; given: PasswordSecret } | null>(null);
  const invited = ({ person, ...given }: Invitation) => {
    setSecret({ name: person.name, given });
    again();
  };
  return (
    <main class="sheet-page wide">
      <h1>{shell.people}</h1>
      <WhyNot error={error} />
      {secret && <Secret key={secret.given.secret} name={secret.name} secret={secret.given} />}
      {who.role === 'admin' && <InviteForm onInvited={invited} />}
      <ul class="people">
        {value?.people.map((person) => (
          <li key={person.id}>
            <p>
              <b>{person.name}</b> {shell.roles[person.role]}
              {person.state !== 'active' && (
                <span class="status" data-status="paused">
                  {words.states[person.state]}
                </span>
              )}
              {!person.hasPassword && <span class="status">{words.invited}</span>}
              <WorksIn memberships={person.memberships} />
            </p>
            <PersonActs
              person={person}
              onDone={again}
              onSecret={(given) => setSecret({ name: person.name, given })}
            />
          </li>
        ))}
      </ul>
    </main>
  );
}
