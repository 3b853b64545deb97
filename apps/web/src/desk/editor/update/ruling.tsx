import { useState } from 'preact/hooks';
import { RefusedError } from '#client/refused-error';
import type { FigureState } from '#contract/figure';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Line } from './controls.js';

interface RulingProps {
  readonly update: string;
  readonly revision: number;
  readonly figure: number;
  readonly filedBy: string;
}

/** Lets a figure count, or refuses it. Who filed it says why not somebody else. */
export function Ruling({ update, revision, figure, filedBy }: RulingProps) {
  const words = useWords(UPDATE_WORDS);
  const { who } = useDesk();
  const { writes, done } = useStory();
  const { isUnderWay, error, send } = useSending();
  const [asksWhy, setAsksWhy] = useState(false);
  const [reason, setReason] = useState('');
  const rule = async (state: FigureState, why = '') => {
    const body = { figure, state, ...(why && { override: { reason: why } }) };
    await writes.send('POST', `/updates/${update}/rulings`, body, revision).catch((refused: unknown) => {
      if (refused instanceof RefusedError && refused.problem.code === 'second_person_needed')
        setAsksWhy(true);
      throw refused;
    });
    done(state === 'counted' ? words.figureCounts : words.figureRefused);
  };
  const count = () => (filedBy === who.name ? setAsksWhy(true) : void send(() => rule('counted')));
  if (asksWhy)
    return (
      <Writing
        label={words.count}
        submit={words.count}
        onSend={() => rule('counted', reason)}
        onCancel={() => setAsksWhy(false)}
      >
        <Line label={words.overrideWhy} value={reason} onText={setReason} required maxLength={1_000} />
      </Writing>
    );
  return (
    <>
      <span class="acts">
        <button type="button" class="small" disabled={isUnderWay} onClick={count}>
          {words.count}
        </button>
        <button
          type="button"
          class="small bad"
          disabled={isUnderWay}
          onClick={() => void send(() => rule('refused'))}
        >
          {words.refuse}
        </button>
      </span>
      <Refused error={error} />
    </>
  );
}
