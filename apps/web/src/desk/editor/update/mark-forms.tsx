import { useState } from 'preact/hooks';
import type { UpdateAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { localTime, momentAt, zoneName } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import { useActs } from './acts.js';
import { Choice, Line, Tick } from './controls.js';

interface MarkFormProps {
  readonly found: UpdateAtDesk;
  readonly onClose: () => void;
}

/** Pins it on the pages of one city, or for a time. */
export function PinForm({ found: { update }, onClose }: MarkFormProps) {
  const words = useWords(UPDATE_WORDS);
  const { story } = useStory();
  const saying = useSaying(story);
  const acts = useActs();
  const pin = update.status === 'published' ? update.pin : undefined;
  const [city, setCity] = useState(pin?.city ?? '');
  const [until, setUntil] = useState(pin?.expiresAt ? localTime(pin.expiresAt, story.timeZone) : '');
  const send = async () => {
    const expiresAt = until ? momentAt(until, story.timeZone) : null;
    await acts.pinFor(update.id, { city: city || null, expiresAt });
    onClose();
  };
  const cities = update.cities.map((id): [string, string] => [id, saying.city(id)]);
  return (
    <Writing label={words.pinWhere} submit={words.pin} onSend={send} onCancel={onClose}>
      <div class="across">
        <Choice
          label={words.pinOn}
          value={city}
          options={[['', words.everyPage], ...cities]}
          onChoice={setCity}
        />
        <Line
          label={words.pinUntil(zoneName(story.timeZone))}
          value={until}
          onText={setUntil}
          type="datetime-local"
        />
      </div>
    </Writing>
  );
}

/** Makes it a key event, with a short headline of its own, or no longer one. */
export function KeyEventForm({ found: { update, keyEventVersion }, onClose }: MarkFormProps) {
  const words = useWords(UPDATE_WORDS);
  const { writes, done } = useStory();
  const was = update.status === 'published' && update.keyEvent;
  const [isKey, setIsKey] = useState(true);
  const own = update.status === 'published' ? (update.keyEventHeadline ?? '') : '';
  const [headline, setHeadline] = useState(own);
  const send = async () => {
    const body = { keyEvent: isKey, headline: headline.trim() || null };
    await writes.send('PUT', `/updates/${update.id}/key-event`, body, keyEventVersion);
    done(isKey ? words.isKeyEvent : words.isNoKeyEvent);
    onClose();
  };
  return (
    <Writing label={words.keyEvent} submit={words.save} onSend={send} onCancel={onClose}>
      <Line label={words.keyEventHeadline} value={headline} onText={setHeadline} maxLength={300} />
      {was && <Tick label={words.keyEvent} isOn={isKey} onTick={setIsKey} />}
    </Writing>
  );
}
