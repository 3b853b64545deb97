import { useState } from 'preact/hooks';
import { LIMITS } from '#contract/limits';
import type { IntroductionView, KnownBlock } from '#contract/story';
import { difference } from '#domain/story/difference';
import { useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { useLive } from '../state/live.js';
import { Area, Line } from '../update/controls.js';
import { Difference } from '../update/difference.js';
import { BOARD_WORDS } from '../words-board.js';
import { Meanwhile } from './meanwhile.js';

/** What stands above figures and updates: shown, and edited on request. */
export function Introduction() {
  const words = useWords(BOARD_WORDS);
  const { value, error } = useLive<IntroductionView>('/introduction', /^story\./);
  const [isEdited, setIsEdited] = useState(false);
  if (!value) return <Refused error={error} />;
  if (isEdited) return <EditIntroduction newest={value} onClose={() => setIsEdited(false)} />;
  return (
    <>
      <p>
        <b>{value.title}</b>
      </p>
      {value.standfirst && <p class="soft">{value.standfirst}</p>}
      {value.whatWeKnow.map(({ id, heading, text }) => (
        <p key={id}>
          <b>{heading}</b> {text}
        </p>
      ))}
      <button type="button" class="small" onClick={() => setIsEdited(true)}>
        {words.edit}
      </button>
    </>
  );
}

interface EditIntroductionProps {
  readonly newest: IntroductionView;
  readonly onClose: () => void;
}

function EditIntroduction({ newest, onClose }: EditIntroductionProps) {
  const words = useWords(BOARD_WORDS);
  const { story, writes, say } = useStory();
  const usual = { draft: newest, base: newest };
  const [{ draft, base }, keep, drop] = useKept(`introduction:${story.id}`, usual);
  const isBehind = newest.version !== base.version;
  const set = (fields: Partial<IntroductionView>) => keep({ base, draft: { ...draft, ...fields } });
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    const { title, standfirst, whatWeKnow } = draft;
    await writes.send(
      'PUT',
      '/introduction',
      { title, standfirst: standfirst || null, whatWeKnow },
      base.version,
    );
    say(words.wasSaved);
    close();
  };
  return (
    <Writing
      label={words.introduction}
      submit={words.save}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
      isBlocked={isBehind}
    >
      {isBehind && (
        <Meanwhile onMine={() => keep({ draft, base: newest })} onTheirs={() => keep(usual)}>
          <Difference parts={difference(asText(base), asText(newest))} />
        </Meanwhile>
      )}
      <Line label={words.title} value={draft.title} onText={(title) => set({ title })} required />
      <Area
        label={words.standfirst}
        value={draft.standfirst ?? ''}
        onText={(standfirst) => set({ standfirst })}
        rows={2}
      />
      <Blocks blocks={draft.whatWeKnow} onChange={(whatWeKnow) => set({ whatWeKnow })} />
    </Writing>
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
