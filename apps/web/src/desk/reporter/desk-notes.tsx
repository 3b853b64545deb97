import { useState } from 'preact/hooks';
import type { NoteView } from '#contract/notes';
import { useSending } from '../shell/sending.js';
import { useReporterWords } from './reporter-words.js';

interface DeskNotesProps {
  readonly notes: readonly NoteView[];
  readonly onAnswer: (id: string, text: string) => Promise<void>;
}

/** What editors ask, each with room for an answer. */
export function DeskNotes({ notes, onAnswer }: DeskNotesProps) {
  return (
    <>
      {notes.map((note) => (
        <Note key={note.id} note={note} onAnswer={(text) => onAnswer(note.id, text)} />
      ))}
    </>
  );
}

function Note({
  note,
  onAnswer,
}: {
  readonly note: NoteView;
  readonly onAnswer: (text: string) => Promise<void>;
}) {
  const words = useReporterWords();
  const [text, setText] = useState('');
  const { isUnderWay, error, send } = useSending();
  const submit = (event: Event) => {
    event.preventDefault();
    void send(() => onAnswer(text.trim()));
  };
  return (
    <li class="note">
      <p class="meta">{words.noteFrom(note.writtenBy)}</p>
      <p class="said">{note.text}</p>
      <form onSubmit={submit}>
        <label class="unseen" for={`answer-${note.id}`}>
          {words.answer}
        </label>
        <input
          id={`answer-${note.id}`}
          type="text"
          placeholder={words.answer}
          value={text}
          required
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" disabled={isUnderWay}>
          {words.sendAnswer}
        </button>
      </form>
      {error !== undefined && <p role="alert">{words.needsNetwork}</p>}
    </li>
  );
}
