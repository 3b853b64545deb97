import { useEffect, useRef, useState } from 'preact/hooks';
import type { PasswordSecret } from '#contract/people';
import { useWords } from '../../shell/language.js';
import { ADMIN_WORDS } from '../words.js';

/** A code that sets a password, this once on a screen. */
export function Secret({ name, secret }: { readonly name: string; readonly secret: PasswordSecret }) {
  const words = useWords(ADMIN_WORDS);
  const place = useRef<HTMLElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => place.current?.focus(), []);
  const copy = () => void navigator.clipboard.writeText(secret.secret).then(() => setIsCopied(true));
  return (
    <section class="secret" tabIndex={-1} ref={place}>
      <p>{words.secretFor(name)}</p>
      <p>
        <code>{secret.secret}</code>{' '}
        <button type="button" onClick={copy}>
          {words.copy}
        </button>
      </p>
      <p role="status">{isCopied && words.copied}</p>
    </section>
  );
}
