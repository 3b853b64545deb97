import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Words } from './words.js';

/** What a page is written in. */
export interface Speech {
  readonly words: Words;
  /** Named in the address, so that links keep it; absent: the newsroom's own. */
  readonly lang?: Language | undefined;
  /** The reader's time zone; known in the browser only. */
  readonly zone?: string;
}

const Spoken = createContext<Speech | null>(null);
export const Speaking = Spoken.Provider;

export function useSpeech(): Speech {
  const speech = useContext(Spoken);
  if (!speech) throw new Error('A page is rendered inside <Speaking>.');
  return speech;
}
export const useWords = (): Words => useSpeech().words;
