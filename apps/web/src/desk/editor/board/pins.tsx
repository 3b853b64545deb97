import { useContext, useEffect, useState } from 'preact/hooks';
import type { BoardPin } from '#contract/pin';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { useActs } from '../update/acts.js';
import { BOARD_WORDS } from '../words-board.js';
import { NamedUpdate } from './named-update.js';
import type { Board } from './use-board.js';

/** The pins in their order, moved by dragging, by buttons and by Alt with an arrow. */
export function Pins({ board: { board } }: { readonly board: Board }) {
  const words = useWords(BOARD_WORDS);
  const { pins, error, move, drag } = useOrder(board);
  if (board.value && pins.length === 0) return <p class="soft">{words.noPins}</p>;
  return (
    <>
      <Refused error={error ?? board.error} />
      <ol class="pins">
        {pins.map((pin, place) => (
          <li
            key={pin.update}
            id={`pin-${pin.update}`}
            draggable
            data-dragged={drag.dragged === pin.update}
            onDragStart={() => drag.start(pin.update)}
            onDragEnter={() => drag.over(pin.update)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => event.preventDefault()}
            onDragEnd={drag.end}
            onKeyDown={(event) => {
              const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
              if (by === undefined) return;
              event.preventDefault();
              move(pin.update, by);
            }}
          >
            <PinLine pin={pin} place={place} count={pins.length} onMove={(by) => move(pin.update, by)} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The order that is wanted is shown at once, and taken back where the newsroom does not take it. */
function useOrder(board: Board['board']) {
  const words = useWords(BOARD_WORDS);
  const { writes, say } = useStory();
  const { error, send } = useSending();
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  useEffect(() => setWanted(null), [board.value]);
  const pins = inOrder(board.value?.pins ?? [], wanted);
  const order = pins.map(({ update }) => update);
  const save = (next: readonly string[]) => {
    setWanted(next);
    void send(() => writes.send('PUT', '/pins', { order: next }, board.value?.version)).then((isTaken) => {
      if (isTaken) say(words.wasReordered);
      else setWanted(null);
      board.again();
    });
  };
  const move = (id: string, by: number) => {
    const place = order.indexOf(id);
    const next = place + by;
    if (next < 0 || next >= order.length) return;
    save(order.toSpliced(place, 1).toSpliced(next, 0, id));
    queueMicrotask(() => document.getElementById(`pin-${id}`)?.querySelector('button')?.focus());
  };
  const over = (id: string) => {
    if (!dragged || dragged === id) return;
    const others = order.filter((each) => each !== dragged);
    setWanted(others.toSpliced(order.indexOf(id), 0, dragged));
  };
  const end = () => {
    setDragged(null);
    if (wanted) save(wanted);
  };
  return { pins, error, move, drag: { dragged, start: setDragged, over, end } };
}

interface PinLineProps {
  readonly pin: BoardPin;
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: number) => void;
}

function PinLine({ pin, place, count, onMove }: PinLineProps) {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { story } = useStory();
  const saying = useSaying(story);
  const acts = useActs();
  const { send } = useSending();
  const { update, city, expiresAt } = pin;
  const extra = [city && saying.city(city), expiresAt && words.until(timeIn(story, expiresAt, language))];
  return (
    <>
      <NamedUpdate id={update} extra={extra.filter(Boolean).join(', ')} />
      <button
        type="button"
        class="plain small"
        aria-label={words.up}
        disabled={place === 0}
        onClick={() => onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="plain small"
        aria-label={words.down}
        disabled={place === count - 1}
        onClick={() => onMove(1)}
      >
        ↓
      </button>
      <button
        type="button"
        class="plain small"
        aria-label={words.unpin}
        onClick={() => void send(() => acts.togglePin(update))}
      >
        ✕
      </button>
    </>
  );
}

function inOrder<P extends BoardPin>(pins: readonly P[], wanted: readonly string[] | null): readonly P[] {
  if (!wanted) return pins;
  const placed = wanted.flatMap((id) => pins.find(({ update }) => update === id) ?? []);
  return [...placed, ...pins.filter(({ update }) => !wanted.includes(update))];
}
