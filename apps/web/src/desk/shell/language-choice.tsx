import { createContext } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { LANGUAGES, type Language, LanguageContext, OWN_NAMES, useWords } from './language.js';
import { SHELL_WORDS } from './words.js';

export const ChooseLanguage = createContext<(language: Language) => void>(() => undefined);

export function LanguageChoice() {
  const words = useWords(SHELL_WORDS);
  const id = useId();
  const language = useContext(LanguageContext);
  const choose = useContext(ChooseLanguage);
  return (
    <p class="field inline">
      <label for={id}>{words.language}</label>
      <select id={id} value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {OWN_NAMES[each]}
          </option>
        ))}
      </select>
    </p>
  );
}
