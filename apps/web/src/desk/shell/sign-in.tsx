import { useState } from 'preact/hooks';
import { answered, type Session } from '#client/session';
import { PASSWORD, type SessionView } from '#contract/people';
import { Field } from './field.js';
import { useWords } from './language.js';
import { LanguageChoice } from './language-choice.js';
import { useSending } from './sending.js';
import { WhyNot } from './why-not.js';
import { SHELL_WORDS } from './words.js';

/** How somebody comes in: with a password, with an invitation, or with a code that sets another password. */
type Way = 'password' | 'invitation' | 'reset';
const ADDRESSES = { invitation: '/v1/invitations/acceptance', reset: '/v1/password-resets/completion' };

interface SignInProps {
  readonly session: Session;
  readonly signsInElsewhere: boolean;
  readonly onDone: (who: SessionView, password: string) => void;
}

export function SignIn({ session, signsInElsewhere, onDone }: SignInProps) {
  const words = useWords(SHELL_WORDS);
  const [way, setWay] = useState<Way>('password');
  const [isSet, setIsSet] = useState(false);
  const toPassword = (wasSet: boolean) => {
    setIsSet(wasSet);
    setWay('password');
  };
  return (
    <main class="door">
      <h1>Dateline</h1>
      {way === 'password' ? (
        <>
          {isSet && <p role="status">{words.passwordIsSet}</p>}
          <PasswordForm session={session} onDone={onDone} />
          {signsInElsewhere && (
            <a class="button" href="/v1/oidc/start">
              {words.signInElsewhere}
            </a>
          )}
          <p class="ways">
            <button type="button" class="plain" onClick={() => setWay('invitation')}>
              {words.haveInvitation}
            </button>
            <button type="button" class="plain" onClick={() => setWay('reset')}>
              {words.haveReset}
            </button>
          </p>
        </>
      ) : (
        <SecretForm key={way} way={way} onBack={toPassword} />
      )}
      <LanguageChoice />
    </main>
  );
}

function PasswordForm({ session, onDone }: Pick<SignInProps, 'session' | 'onDone'>) {
  const words = useWords(SHELL_WORDS);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { isUnderWay, error, send } = useSending();
  const submit = (event: Event) => {
    event.preventDefault();
    void send(async () => onDone(await session.signIn({ name, password }), password));
  };
  return (
    <form onSubmit={submit}>
      <Field label={words.name} value={name} onText={setName} autocomplete="username" required />
      <Field
        label={words.password}
        value={password}
        onText={setPassword}
        type="password"
        autocomplete="current-password"
        required
      />
      <WhyNot error={error} />
      <button type="submit" class="main" disabled={isUnderWay}>
        {words.signIn}
      </button>
    </form>
  );
}

interface SecretFormProps {
  readonly way: keyof typeof ADDRESSES;
  readonly onBack: (wasSet: boolean) => void;
}

function SecretForm({ way, onBack }: SecretFormProps) {
  const words = useWords(SHELL_WORDS);
  const [secret, setSecret] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { isUnderWay, error, send } = useSending();
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = { secret: secret.trim(), password, ...(way === 'invitation' && { name }) };
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    if (await send(() => answered(ADDRESSES[way], request))) onBack(true);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label={words.secret} value={secret} onText={setSecret} autocomplete="one-time-code" required />
      {way === 'invitation' && (
        <Field label={words.name} value={name} onText={setName} autocomplete="username" required />
      )}
      <Field
        label={words.newPassword}
        hint={words.passwordRule}
        value={password}
        onText={setPassword}
        type="password"
        autocomplete="new-password"
        minLength={PASSWORD.least}
        maxLength={PASSWORD.most}
        required
      />
      <WhyNot error={error} />
      <button type="submit" class="main" disabled={isUnderWay}>
        {way === 'invitation' ? words.accept : words.setPassword}
      </button>
      <button type="button" class="plain" onClick={() => onBack(false)}>
        {words.back}
      </button>
    </form>
  );
}
