import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from './at-desk.js';
import { useWords } from './language.js';
import { LanguageChoice } from './language-choice.js';
import { deskHref, useRoute } from './route.js';
import { SignOut } from './sign-out.js';
import { SHELL_WORDS } from './words.js';

/** Where one is, who one is, and the way out. */
export function TopBar({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const words = useWords(SHELL_WORDS);
  const { who } = useDesk();
  return (
    <header class="top">
      <nav aria-label={words.desk}>
        <Tab story={null} screen="" name={words.stories} />
        <Tabs />
      </nav>
      <details class="who">
        <summary>{who.name}</summary>
        <div class="sheet">
          <p>{words.roles[who.role]}</p>
          <a class="button" href={deskHref({ story: null, screen: 'account' })}>
            {words.account}
          </a>
          <LanguageChoice />
          <SignOut onSignedOut={onSignedOut} />
        </div>
      </details>
    </header>
  );
}

/** Of a live blog, or of the newsroom as a whole: what one's role may open. */
function Tabs() {
  const words = useWords(SHELL_WORDS);
  const { who } = useDesk();
  const { story } = useRoute().place;
  if (who.role === 'reporter') return null;
  if (story === null)
    return (
      <>
        <Tab story={null} screen="people" name={words.people} />
        {who.role === 'admin' && <Tab story={null} screen="audit" name={words.audit} />}
      </>
    );
  return (
    <>
      <Tab story={story} screen="" name={words.atTheDesk} />
      <Tab story={story} screen="file" name={words.file} />
      <Tab story={story} screen="setup" name={words.setup} />
    </>
  );
}

interface TabProps {
  readonly story: string | null;
  readonly screen: string;
  readonly name: string;
}

function Tab({ story, screen, name }: TabProps) {
  const { place } = useRoute();
  const isHere = place.story === story && place.screen === screen;
  const tab = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isHere) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isHere, name]);
  return (
    <a ref={tab} href={deskHref({ story, screen })} aria-current={isHere ? 'page' : undefined}>
      {name}
    </a>
  );
}
