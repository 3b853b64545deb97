import type { ComponentChildren } from 'preact';
import type { PageWords } from './page-words.js';
import type { Language, Words } from './words.js';

/** What a page is written in. */
export interface Speech {
  readonly words: Words;
  /** On servers. */
  readonly page?: PageWords;
  /** Named in the address, so that links keep it; absent: the newsroom's own. */
  readonly lang?: Language | undefined;
  /** The reader's time zone; known in the browser only. */
  readonly zone?: string;
}

let spoken: Speech | null = null;

/**
 * Says what everything inside is written in. Rendering is synchronous and depth first, on the server and in the browser, so
 * what is said here holds until all inside is rendered. A context would need hooks: 1 KB more for every reader.
 */
export function Speaking({
  value,
  children,
}: {
  readonly value: Speech;
  readonly children: ComponentChildren;
}) {
  spoken = value;
  return <>{children}</>;
}

export function useSpeech(): Speech {
  if (!spoken) throw new Error('A page is rendered inside <Speaking>.');
  return spoken;
}
export const useWords = (): Words => useSpeech().words;

export function usePageWords(): PageWords {
  const { page } = useSpeech();
  if (!page) throw new Error('These words are for servers.');
  return page;
}
