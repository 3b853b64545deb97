import { useState } from 'preact/hooks';
import { PHOTO_FLAGS, type PhotoFlag, type PhotoState, type PhotoView } from '#contract/media';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { DeskPhoto } from '../update/photos.js';
import { Tick } from '../update/controls.js';
import { QUEUE_WORDS } from '../words-queue.js';

/** A photo that readers do not see until an editor has. */
export function PhotoItem({ photo }: { readonly photo: PhotoView }) {
  const words = useWords(QUEUE_WORDS);
  const { api } = useDesk();
  const { address, news, say } = useStory();
  const { isUnderWay, error, send } = useSending();
  const [flags, setFlags] = useState<readonly PhotoFlag[]>(photo.flags);
  const [isSeen, setIsSeen] = useState(false);
  const isFlagged = flags.length > 0 || photo.flags.length > 0;
  const review = (state: Exclude<PhotoState, 'waiting'>) =>
    void send(async () => {
      const body = { state, flags, ...(isFlagged && { flagsSeen: isSeen }) };
      await api.send('POST', `${address}/photos/${photo.id}/review`, { body, ifMatch: photo.version });
      news.tell('photo.changed');
      say(words.photoStates[state]);
    });
  const mark = (flag: PhotoFlag, isOn: boolean) =>
    setFlags(isOn ? [...flags, flag] : flags.filter((each) => each !== flag));
  return (
    <>
      <p class="soft">{photo.uploadedBy}</p>
      <DeskPhoto id={photo.id} alt={words.photoOf(photo.uploadedBy)} />
      <div class="ticks">
        {PHOTO_FLAGS.map((flag) => (
          <Tick
            key={flag}
            label={words.photoFlags[flag]}
            isOn={flags.includes(flag)}
            onTick={(isOn) => mark(flag, isOn)}
          />
        ))}
      </div>
      {isFlagged && (
        <div class="reason">
          <Tick label={words.flagsSeen} isOn={isSeen} onTick={setIsSeen} />
        </div>
      )}
      <p class="acts">
        <button
          type="button"
          class="small main"
          disabled={isUnderWay || (isFlagged && !isSeen)}
          onClick={() => review('approved')}
        >
          {words.approve}
        </button>
        <button type="button" class="small bad" disabled={isUnderWay} onClick={() => review('refused')}>
          {words.refusePhoto}
        </button>
      </p>
      <Refused error={error} />
    </>
  );
}
