import type { PanelProps } from './panel-props.js';
import { useReporterWords } from './reporter-words.js';

const MINUTES = [5, 10, 15, 30, 60];
const MINUTE_MS = 60_000;

/** When it was on the street: one tap, or a time of this phone's last 24 hours. */
export function TimePanel({ draft, onChange, onClose }: PanelProps) {
  const words = useReporterWords();
  const choose = (occurredAt: string | null) => {
    onChange({ occurredAt });
    onClose();
  };
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();
  return (
    <>
      <div class="chips">
        <button
          type="button"
          class="chip"
          aria-pressed={draft.occurredAt === null}
          onClick={() => choose(null)}
        >
          {words.now}
        </button>
        {MINUTES.map((minutes) => (
          <button key={minutes} type="button" class="chip" onClick={() => choose(ago(minutes))}>
            {words.minutesAgo(minutes)}
          </button>
        ))}
      </div>
      <p class="at-time">
        <label for="at-time">{words.atTime}</label>
        <input
          id="at-time"
          type="time"
          value={draft.occurredAt === null ? '' : shown(draft.occurredAt)}
          aria-describedby="at-time-hint"
          onChange={(event) => onChange({ occurredAt: lastTime(event.currentTarget.value) })}
        />
        <small id="at-time-hint" class="hint">
          {words.byThisPhone}
        </small>
      </p>
    </>
  );
}

function shown(instant: string): string {
  const at = new Date(instant);
  return [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The last moment at which this phone showed that time: after midnight, 23:50 was yesterday. */
function lastTime(time: string): string | null {
  const [hours, minutes] = time.split(':').map(Number);
  if (hours === undefined || minutes === undefined) return null;
  const at = new Date();
  at.setHours(hours, minutes, 0, 0);
  if (at.getTime() > Date.now()) at.setDate(at.getDate() - 1);
  return at.toISOString();
}
