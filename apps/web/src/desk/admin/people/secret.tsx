import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PasswordSecret } from '#contract/people';
import { copied } from '../../../copied.js';
import { useWords } from '../../shell/language.js';
import { ADMIN_WORDS } from '../words.js';

/** A code that sets a password, this once on a screen. */
export function Secret({ name, secret }: { readonly name: string; readonly secret: PasswordSecret }) {
  const words = useWords(ADMIN_WORDS);
  const place = useRef<HTMLElement>(null);
  const [isCopied, setIsCopied] = useState<boolean>();
  useLayoutEffect(() => place.current?.focus(), []);
  const copy = () => void copied(secret.secret).then(setIsCopied);
  return (
    <section class="secret" tabIndex={-1} ref={place}>
      <p>{words.secretFor(name)}</p>
      <p>
        <code>{secret.secret}</code>{' '}
        <button type="button" onClick={copy}>
          {words.copy}
        </button>
      </p>
      <p role="status">
        {isCopied === true && words.copied}
        {isCopied === false && words.notCopied}
      </p>
    </section>
  );
}
