import { useEffect, useState } from 'preact/hooks';
import { AtDeskContext } from './at-desk.js';
import { CutOff } from './cut-off.js';
import { keepLanguage, type Language, LanguageContext, usualLanguage, useWords } from './language.js';
import { ChooseLanguage } from './language-choice.js';
import { followLinks, placeAt, RouteContext, deskHref, type Place } from './route.js';
import { Screens } from './screens.js';
import { SignIn } from './sign-in.js';
import { useDoor } from './use-door.js';
import { SHELL_WORDS } from './words.js';

export interface DeskProps {
  readonly signsInElsewhere: boolean;
  readonly events: string;
}
/** The desk: who is there, in which language, at which place. */
export function Desk(props: DeskProps) {
  const [language, setLanguage] = useState(usualLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = SHELL_WORDS[language].title;
  }, [language]);
  const choose = (chosen: Language) => {
    keepLanguage(chosen);
    setLanguage(chosen);
  };
  return (
    <LanguageContext.Provider value={language}>
      <ChooseLanguage.Provider value={choose}>
        <Door {...props} />
      </ChooseLanguage.Provider>
    </LanguageContext.Provider>
  );
}

function Door({ signsInElsewhere, events }: DeskProps) {
  const words = useWords(SHELL_WORDS);
  const { standing, session, atDesk, resume, letIn, letOut } = useDoor(events);
  const isUseful = standing === 'in' || (standing === 'over' && atDesk?.outbox);
  if (standing === 'starting') return <Starting />;
  if (standing === 'cut off') return <CutOff said={words.cutOff} onAgain={resume} />;
  if (!atDesk || !isUseful)
    return <SignIn session={session} signsInElsewhere={signsInElsewhere} onDone={letIn} />;
  return (
    <AtDeskContext.Provider value={atDesk}>
      <Placed onSignedOut={letOut} />
    </AtDeskContext.Provider>
  );
}

function Placed({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const [place, setPlace] = useState(() => placeAt(location.pathname));
  useEffect(() => followLinks(setPlace), []);
  const go = (next: Place) => {
    history.pushState(null, '', deskHref(next));
    setPlace(next);
  };
  return (
    <RouteContext.Provider value={{ place, go }}>
      <Screens onSignedOut={onSignedOut} />
    </RouteContext.Provider>
  );
}

function Starting() {
  return (
    <main class="door">
      <p role="status">{useWords(SHELL_WORDS).starting}</p>
    </main>
  );
}
