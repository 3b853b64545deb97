import { LIMITS } from '#contract/limits';
import type { IntroductionView, KnownBlock } from '#contract/story';
import { difference } from '#domain/story/difference';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { Area, Line } from '../update/controls.js';
import { Difference } from '../update/difference.js';
import { BOARD_WORDS } from '../words-board.js';
import { Revised } from './revised.js';

/** What stands above figures and updates. */
export function Introduction() {
  const words = useWords(BOARD_WORDS);
  const { writes } = useStory();
  return (
    <Revised<IntroductionView>
      label={words.introduction}
      path="/introduction"
      when={/^story\./}
      shown={(value) => <Shown {...value} />}
      fields={({ title, standfirst, whatWeKnow }, set) => (
        <>
          <Line label={words.title} value={title} onText={(said) => set({ title: said })} required />
          <Area
            label={words.standfirst}
            value={standfirst ?? ''}
            onText={(said) => set({ standfirst: said })}
            rows={2}
          />
          <Blocks blocks={whatWeKnow} onChange={(blocks) => set({ whatWeKnow: blocks })} />
        </>
      )}
      theirs={(base, newest) => <Difference parts={difference(asText(base), asText(newest))} />}
      save={({ title, standfirst, whatWeKnow }, version) => {
        const body = { title, standfirst: standfirst || null, whatWeKnow };
        return writes.send('PUT', '/introduction', body, version);
      }}
    />
  );
}

function Shown({ title, standfirst, whatWeKnow }: IntroductionView) {
  return (
    <>
      <p>
        <b>{title}</b>
      </p>
      {standfirst && <p class="soft">{standfirst}</p>}
      {whatWeKnow.map(({ id, heading, text }) => (
        <p key={id}>
          <b>{heading}</b> {text}
        </p>
      ))}
    </>
  );
}

interface BlocksProps {
  readonly blocks: readonly KnownBlock[];
  readonly onChange: (blocks: readonly KnownBlock[]) => void;
}

function Blocks({ blocks, onChange }: BlocksProps) {
  const words = useWords(BOARD_WORDS);
  const change = (place: number, block: KnownBlock) => onChange(blocks.with(place, block));
  const add = () => onChange([...blocks, { id: crypto.randomUUID(), heading: '', text: '' }]);
  return (
    <>
      {blocks.map((block, place) => (
        <fieldset class="figures" key={block.id}>
          <Line
            label={words.heading}
            value={block.heading}
            onText={(heading) => change(place, { ...block, heading })}
            required
          />
          <Area
            label={words.text}
            value={block.text}
            onText={(text) => change(place, { ...block, text })}
            rows={2}
            required
          />
          <button type="button" class="plain small" onClick={() => onChange(blocks.toSpliced(place, 1))}>
            {words.removeBlock}
          </button>
        </fieldset>
      ))}
      {blocks.length < LIMITS.knownBlocks && (
        <button type="button" class="plain small" onClick={add}>
          {words.addBlock}
        </button>
      )}
    </>
  );
}

function asText({ title, standfirst, whatWeKnow }: IntroductionView): string {
  return [title, standfirst ?? '', ...whatWeKnow.map(({ heading, text }) => `${heading}: ${text}`)].join(
    '\n',
  );
}
