import { useContext, useState } from 'preact/hooks';
import { type OwnSession, PASSWORD } from '#contract/people';
import { useAsked } from '../shell/asked.js';
import { useDesk } from '../shell/at-desk.js';
import { Field } from '../shell/field.js';
import { LanguageContext, localeOf, useWords } from '../shell/language.js';
import { useSending } from '../shell/sending.js';
import { WhyNot } from '../shell/why-not.js';
import { SHELL_WORDS } from '../shell/words.js';
import { SheetForm } from './sheet-form.js';
import { ADMIN_WORDS } from './words.js';

/** One's own password, and where one is signed in. */
export function AccountScreen() {
  const words = useWords(ADMIN_WORDS);
  const shell = useWords(SHELL_WORDS);
  return (
    <main class="sheet-page">
      <h1>{shell.account}</h1>
      <section>
        <h2>{words.changePassword}</h2>
        <PasswordForm />
      </section>
      <section>
        <h2>{words.sessions}</h2>
        <OwnSessions />
      </section>
    </main>
  );
}

function PasswordForm() {
  const words = useWords(ADMIN_WORDS);
  const { api, who } = useDesk();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [isDone, setIsDone] = useState(false);
  const change = async () => {
    setIsDone(false);
    await api.send('PUT', '/v1/session/password', { body: { current, password } });
    setIsDone(true);
    setCurrent('');
    setPassword('');
  };
  return (
    <SheetForm submit={words.changePassword} onSend={change}>
      <input
        type="text"
        class="unseen"
        autocomplete="username"
        value={who.name}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Field
        label={words.current}
        type="password"
        autocomplete="current-password"
        value={current}
        onText={setCurrent}
        required
      />
      <Field
        label={words.newPassword}
        type="password"
        autocomplete="new-password"
        minLength={PASSWORD.least}
        maxLength={PASSWORD.most}
        value={password}
        onText={setPassword}
        required
      />
      <p role="status">{isDone && words.saved}</p>
    </SheetForm>
  );
}

function OwnSessions() {
  const words = useWords(ADMIN_WORDS);
  const { api } = useDesk();
  const language = useContext(LanguageContext);
  const clock = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' });
  const { value, error, again } = useAsked('sessions', () =>
    api.get<{ sessions: OwnSession[] }>('/v1/sessions'),
  );
  const sending = useSending();
  const end = async (id: string) => {
    if (await sending.send(() => api.send('DELETE', `/v1/sessions/${id}`))) again();
  };
  return (
    <>
      <WhyNot error={error ?? sending.error} />
      <ul class="chosen">
        {value?.sessions.map(({ id, isThis, startedAt }) => (
          <li key={id}>
            <span>
              {words.since(clock.format(new Date(startedAt)))} {isThis && <b>{words.thisOne}</b>}
            </span>
            {!isThis && (
              <button type="button" disabled={sending.isUnderWay} onClick={() => void end(id)}>
                {words.end}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
