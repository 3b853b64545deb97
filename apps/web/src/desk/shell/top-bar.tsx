import { useDesk } from './at-desk.js';
import { useWords } from './language.js';
import { LanguageChoice } from './language-choice.js';
import { deskHref, useRoute } from './route.js';
import { SHELL_WORDS } from './words.js';

/** Where one is, who one is, and the way out. */
export function TopBar({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const words = useWords(SHELL_WORDS);
  const { who, session } = useDesk();
  const { place } = useRoute();
  const signOut = () => {
    sessionStorage.clear(); // what was being written here
    void session
      .signOut()
      .catch(() => undefined)
      .finally(onSignedOut);
  };
  return (
    <header class="top">
      <nav aria-label={words.desk}>
        <a
          href={deskHref({ story: null, screen: '' })}
          aria-current={place.story === null ? 'page' : undefined}
        >
          {words.stories}
        </a>
        {place.story !== null && who.role !== 'reporter' && (
          <>
            <a
              href={deskHref({ ...place, screen: '' })}
              aria-current={place.screen === '' ? 'page' : undefined}
            >
              {words.atTheDesk}
            </a>
            <a
              href={deskHref({ ...place, screen: 'file' })}
              aria-current={place.screen === 'file' ? 'page' : undefined}
            >
              {words.file}
            </a>
          </>
        )}
      </nav>
      <details class="who">
        <summary>{who.name}</summary>
        <div class="sheet">
          <p>{words.roles[who.role]}</p>
          <LanguageChoice />
          <button type="button" onClick={signOut}>
            {words.signOut}
          </button>
        </div>
      </details>
    </header>
  );
}
