import type { UpdateAtDesk } from '#contract/revision';
import { difference } from '#domain/story/difference';
import { useWords } from '../../shell/language.js';
import { Meanwhile } from '../room/meanwhile.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import { type ContentDraft, contentOf } from './content-draft.js';
import { Difference } from './difference.js';
import type { Editing } from './editing.js';

/** Who changed the same meanwhile, as it is told. */
export interface Told {
  readonly said: string;
  /** Over their version. */
  readonly title: string;
  /** There is nothing left to go on with. */
  readonly isOver: boolean;
}

export function useTold({ revisions }: UpdateAtDesk): Told {
  const words = useWords(UPDATE_WORDS);
  const newest = revisions[0];
  const by = newest?.author ?? '';
  const isOver = newest?.status === 'retracted';
  const said = isOver ? words.retractedMeanwhile(by) : words.changedMeanwhile(by);
  return { said, isOver, title: words.theirs(by) };
}

interface ConflictProps {
  readonly editing: Pick<Editing<unknown>, 'base' | 'draft' | 'newest' | 'goOn' | 'beginAnew'>;
  readonly told: Told;
}

/** Two versions of the same words, side by side, each with what it changes. */
export function Conflict({ editing, told }: ConflictProps) {
  const words = useWords(UPDATE_WORDS);
  const { base, draft, newest, goOn, beginAnew } = editing;
  if (told.isOver)
    return (
      <p class="warn-note" role="alert">
        {told.said}
      </p>
    );
  return (
    <Meanwhile said={told.said} onMine={goOn} onTheirs={beginAnew}>
      <div class="sides">
        <Side title={words.yours} base={base} version={draft} />
        <Side title={told.title} base={base} version={newest} />
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
