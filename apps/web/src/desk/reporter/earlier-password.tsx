import { useEffect, useState } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import { useDesk } from '../shell/at-desk.js';
import { Field } from '../shell/field.js';
import { useReporterWords } from './reporter-words.js';

interface EarlierPasswordProps {
  readonly outbox: Outbox;
  readonly onOpened: () => void;
}

/** Whoever's password was changed elsewhere opens here what they wrote before. */
export function EarlierPassword({ outbox, onOpened }: EarlierPasswordProps) {
  const words = useReporterWords();
  const { device, send } = useDesk();
  const [isLocked, setIsLocked] = useState(false);
  const [password, setPassword] = useState('');
  const [said, setSaid] = useState('');
  useEffect(() => void device.locked().then((count) => setIsLocked(count > 0)), [device]);
  if (!isLocked) return null;
  const open = async (event: Event) => {
    event.preventDefault();
    const unsent = await device.bringBack(outbox, password);
    setSaid(unsent === null ? words.opensNothing : words.opened(unsent));
    if (unsent === null) return;
    onOpened();
    send();
  };
  return (
    <form onSubmit={(event) => void open(event)}>
      <p>{words.locked}</p>
      <Field
        label={words.earlierPassword}
        value={password}
        onText={setPassword}
        type="password"
        autocomplete="off"
        required
      />
      <button type="submit">{words.open}</button>
      <p role="status">{said}</p>
    </form>
  );
}
