import { type Language, useWords } from '../shell/language.js';
import { REPORTER_EN } from './words-en.js';
import { REPORTER_RU } from './words-ru.js';
import type { ReporterWords } from './words.js';

const REPORTER_WORDS: Readonly<Record<Language, ReporterWords>> = { en: REPORTER_EN, ru: REPORTER_RU };

export const useReporterWords = () => useWords(REPORTER_WORDS);
