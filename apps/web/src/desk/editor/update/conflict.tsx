import type { UpdateAtDesk } from '#contract/revision';
import { difference } from '#domain/story/difference';
import { useWords } from '../../shell/language.js';
import { Meanwhile } from '../room/meanwhile.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import { type ContentDraft, contentOf } from './content-draft.js';
import { Difference } from './difference.js';

interface ConflictProps {
  readonly found: UpdateAtDesk;
  /** What both began from. */
  readonly base: ContentDraft;
  readonly mine: ContentDraft;
  readonly theirs: ContentDraft;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Two corrections of the same words, side by side, each with what it changes. */
export function Conflict({ found, base, mine, theirs, onMine, onTheirs }: ConflictProps) {
  const words = useWords(UPDATE_WORDS);
  const newest = found.revisions[0];
  const by = newest?.author ?? '';
  if (newest?.status === 'retracted')
    return (
      <p class="warn-note" role="alert">
        {words.retractedMeanwhile(by)}
      </p>
    );
  return (
    <Meanwhile said={words.changedMeanwhile(by)} onMine={onMine} onTheirs={onTheirs}>
      <div class="sides">
        <Side title={words.yours} base={base} version={mine} />
        <Side title={words.theirs(by)} base={base} version={theirs} />
      </div>
    </Meanwhile>
  );
}

interface SideProps {
  readonly title: string;
  readonly base: ContentDraft;
  readonly version: ContentDraft;
}

function Side({ title, base, version }: SideProps) {
  const { story } = useStory();
  const saying = useSaying(story);
  const words = useWords(UPDATE_WORDS);
  const inWords = (draft: ContentDraft) => {
    const { figures, city } = contentOf(draft, story);
    return {
      figures: figures.map((claim) => saying.whole(claim)).join('\n'),
      place: `${saying.city(city)}, ${draft.time.slice(11)}`,
    };
  };
  const [before, after] = [inWords(base), inWords(version)];
  const rows: [string, string, string][] = [
    [words.headline, base.headline, version.headline],
    [words.text, base.text, version.text],
    [words.figures, before.figures, after.figures],
    [words.byline, base.byline, version.byline],
    [words.placeAndTime, before.place, after.place],
  ];
  return (
    <div>
      <h3>{title}</h3>
      {rows
        .filter(([label, from, to]) => label === words.text || from !== to)
        .map(([label, from, to]) => (
          <p key={label} class="said">
            <small>{label}</small>
            <Difference parts={difference(from, to)} />
          </p>
        ))}
    </div>
  );
}
