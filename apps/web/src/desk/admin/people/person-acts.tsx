import { useState } from 'preact/hooks';
import type { PasswordSecret, PersonView } from '#contract/people';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { WhyNot } from '../../shell/why-not.js';
import { ADMIN_WORDS } from '../words.js';
import { ChangeForm } from './change-form.js';
import { FreezeForm } from './freeze-form.js';

interface PersonActsProps {
  readonly person: PersonView;
  readonly onDone: () => void;
  readonly onSecret: (secret: PasswordSecret) => void;
}

/** What may be done about a person, by whoever looks. */
export function PersonActs({ person, onDone, onSecret }: PersonActsProps) {
  const words = useWords(ADMIN_WORDS);
  const { api, who } = useDesk();
  const [asked, setAsked] = useState<'freeze' | 'change' | null>(null);
  const { isUnderWay, error, send } = useSending();
  const address = `/v1/people/${person.id}`;
  const turn = async () => {
    const body = { state: person.state === 'active' ? 'disabled' : 'active' };
    if (await send(() => api.send('PATCH', address, { body }))) onDone();
  };
  const reset = () =>
    void send(async () => onSecret(await api.send<PasswordSecret>('POST', `${address}/password-reset`)));
  const done = () => {
    setAsked(null);
    onDone();
  };
  if (asked === 'freeze') return <FreezeForm person={person} onDone={done} onCancel={() => setAsked(null)} />;
  if (asked === 'change') return <ChangeForm person={person} onDone={done} onCancel={() => setAsked(null)} />;
  const isSelf = person.name === who.name;
  return (
    <>
      <p class="acts">
        {who.role === 'admin' && (
          <>
            <button type="button" onClick={() => setAsked('change')}>
              {words.change}
            </button>
            <button type="button" disabled={isUnderWay} onClick={reset}>
              {words.reset}
            </button>
            {!isSelf && (
              <button type="button" disabled={isUnderWay} onClick={() => void turn()}>
                {person.state === 'active' ? words.disable : words.enable}
              </button>
            )}
          </>
        )}
        {person.state === 'active' && !isSelf && (
          <button type="button" class="bad" onClick={() => setAsked('freeze')}>
            {words.freeze}
          </button>
        )}
      </p>
      <WhyNot error={error} />
    </>
  );
}
