import type { CodedError } from '#contract/problems';
import { PROBLEMS } from '#contract/problems';
import type { StoryView } from '#contract/story';
import { renderDocument } from './document.js';
import { storyHref } from './links.js';
import type { PageAssets } from './page-assets.js';
import { type Speech, usePageWords, useSpeech } from './speech.js';

export interface ProblemPage {
  readonly problem: Pick<CodedError, 'code' | 'message'>;
  /** The live blog that the address names; null: none, or it has none of that name. */
  readonly story: StoryView | null;
  readonly assets: PageAssets;
}

/** What a reader sees at a wrong address, or while the newsroom cannot answer. */
export function renderProblemPage({ problem, story, assets }: ProblemPage, speech: Speech): string {
  const { code, message } = problem;
  const { title, detail } = speech.page?.problems[code] ?? { title: PROBLEMS[code].title, detail: message };
  const home = speech.lang === undefined ? '/' : `/?lang=${speech.lang}`;
  const children = (
    <main class="stories" id="updates" tabIndex={-1}>
      <h1>{title}</h1>
      <p>{detail}</p>
      {story && <WhatThereIs story={story} withCities={code === 'unknown_city'} />}
      <p>
        <a href={home}>{speech.page?.home}</a>
      </p>
    </main>
  );
  const document = { title, description: null, origin: '', assets, live: false, isUnlisted: true, children };
  return renderDocument(document, speech);
}

function WhatThereIs({ story, withCities }: { readonly story: StoryView; readonly withCities: boolean }) {
  const { lang } = useSpeech();
  const said = usePageWords();
  return (
    <>
      <p>
        <a href={storyHref(story.id, { lang })}>{said.toStory(story.title)}</a>
      </p>
      {withCities && (
        <section>
          <h2>{said.itsCities}</h2>
          <ul class="ways">
            {story.cities.map(({ id, name }) => (
              <li key={id}>
                <a href={storyHref(story.id, { city: id, lang })}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
