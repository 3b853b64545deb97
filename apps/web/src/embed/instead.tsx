import type { FollowState } from '#client/follower';
import { storyHref } from '#pages/links';
import type { Speech } from '#pages/speech';
import type { Language } from '#pages/words';

interface InsteadWords {
  readonly none: string;
  readonly noCity: string;
  readonly notNow: string;
  readonly all: string;
  readonly there: string;
}
const WORDS: Readonly<Record<Language, InsteadWords>> = {
  en: {
    none: 'There is no such live blog.',
    noCity: 'This live blog has no such city.',
    notNow: 'The live blog cannot be shown here at the moment.',
    all: 'All live blogs',
    there: 'Read it where it is written',
  },
  ru: {
    none: 'Такой трансляции нет.',
    noCity: 'Такого города в этой трансляции нет.',
    notNow: 'Трансляцию сейчас не удаётся показать здесь.',
    all: 'Все трансляции',
    there: 'Читать на сайте редакции',
  },
};

interface InsteadProps {
  readonly story: string;
  readonly line: FollowState;
  readonly speech: Speech;
}

/** Where nothing of the story has come: what the page put inside the element, else a way to the newsroom. */
export function Instead({ story, line, speech: { words, lang } }: InsteadProps) {
  if (line.state !== 'offline') return null;
  const said = WORDS[words.language];
  const isNone = line.problem?.code === 'story_not_found';
  const notHere = line.problem?.code === 'unknown_city' ? said.noCity : said.notNow;
  const href = isNone ? `/?lang=${lang}` : storyHref(story, { lang });
  return (
    <slot>
      {isNone ? said.none : notHere} <a href={href}>{isNone ? said.all : said.there}</a>
    </slot>
  );
}
