import { useDesk } from './at-desk.js';
import { useWords } from './language.js';
import { deskHref } from './route.js';
import { useLastStory, useStories } from './use-stories.js';
import { WhyNot } from './why-not.js';
import { SHELL_WORDS } from './words.js';

/** The live blogs that somebody works in. */
export function StoriesScreen() {
  const words = useWords(SHELL_WORDS);
  const { who } = useDesk();
  const { stories, error } = useStories();
  useLastStory();
  return (
    <main class="list">
      <h1>{words.stories}</h1>
      {who.role !== 'reporter' && (
        <p>
          <a class="button" href={deskHref({ story: null, screen: 'new' })}>
            {words.newStory}
          </a>
        </p>
      )}
      <WhyNot error={error} />
      {stories?.length === 0 && <p>{who.role === 'reporter' ? words.noStoriesForYou : words.noStories}</p>}
      <ul>
        {stories?.map(({ id, title, status, date }) => (
          <li key={id}>
            <a href={deskHref({ story: id, screen: '' })}>
              <b>{title}</b>
              <span>
                <span class="status" data-status={status}>
                  {words.statuses[status]}
                </span>
                {date && <time dateTime={date}> {date}</time>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}
