import type { FollowState } from '#client/follower';
import { storyHref } from '#pages/links';
import type { Speech } from '#pages/speech';
import type { Language } from '#pages/words';

interface InsteadWords {
  readonly none: string;
  readonly notNow: string;
  readonly all: string;
  readonly there: string;
}
const WORDS: Readonly<Record<Language, InsteadWords>> = {
  en: {
    none: 'There is no such live blog.',
    notNow: 'The live blog cannot be shown here at the moment.',
    all: 'All live blogs',
    there: 'Read it where it is written',
  },
  ru: {
    none: 'Такого онлайна нет.',
    notNow: 'Онлайн сейчас не удаётся показать здесь.',
    all: 'Все онлайны',
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
  const href = isNone ? `/?lang=${lang}` : storyHref(story, { lang });
  return (
    <slot>
      {isNone ? said.none : said.notNow} <a href={href}>{isNone ? said.all : said.there}</a>
    </slot>
  );
}
