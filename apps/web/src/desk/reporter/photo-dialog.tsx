import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useSending } from '../shell/sending.js';
import { drawPhoto, encodePhoto, type Mark } from './blurred-photo.js';
import { BlurCanvas } from './blur-canvas.js';
import { useReporterWords } from './reporter-words.js';

interface PhotoDialogProps {
  readonly photo: ImageBitmap;
  readonly onAttach: (bytes: ArrayBuffer, alt: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** Nobody is to be recognised who could be harmed by it: faces are blurred before anything leaves the phone. */
export function PhotoDialog({ photo, onAttach, onCancel }: PhotoDialogProps) {
  const words = useReporterWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [strokes, setStrokes] = useState<readonly (readonly Mark[])[]>([]);
  const [share, setShare] = useState(16);
  const [alt, setAlt] = useState('');
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const { isUnderWay, error, send } = useSending();
  const attach = async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: photo.width, height: photo.height });
    drawPhoto(canvas, photo, strokes.flat());
    await onAttach(await encodePhoto(canvas), alt.trim());
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isUnderWay) void send(attach);
  };
  return (
    <dialog ref={dialog} class="photo-sheet" aria-label={words.photo} onClose={onCancel}>
      <form onSubmit={submit}>
        <p class="hint">{words.photoHint}</p>
        <BlurCanvas
          photo={photo}
          marks={strokes.flat()}
          radius={(Math.max(photo.width, photo.height) * share) / 200}
          onStroke={(marks) => setStrokes((before) => [...before, marks])}
        />
        <BlurTools
          share={share}
          onShare={setShare}
          onUndo={strokes.length > 0 ? () => setStrokes((before) => before.slice(0, -1)) : null}
        />
        <p class="field">
          <label for="photo-alt">{words.alt}</label>
          <input
            id="photo-alt"
            type="text"
            required
            maxLength={500}
            placeholder={words.altHint}
            value={alt}
            onInput={(event) => setAlt(event.currentTarget.value)}
          />
        </p>
        <Foot {...{ error, isUnderWay }} onCancel={() => dialog.current?.close()} />
      </form>
    </dialog>
  );
}

interface FootProps {
  /** The device did not keep the photo. */
  readonly error: unknown;
  readonly isUnderWay: boolean;
  readonly onCancel: () => void;
}

function Foot({ error, isUnderWay, onCancel }: FootProps) {
  const words = useReporterWords();
  return (
    <>
      {error !== undefined && (
        <p class="lack" role="alert">
          {words.photoNotKept}
        </p>
      )}
      <p class="panel-foot">
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="submit" class="main" disabled={isUnderWay}>
          {words.attach}
        </button>
      </p>
    </>
  );
}

interface BlurToolsProps {
  /** Of the longest side, in hundredths. */
  readonly share: number;
  readonly onShare: (share: number) => void;
  /** Null: nothing is blurred yet. */
  readonly onUndo: (() => void) | null;
}

function BlurTools({ share, onShare, onUndo }: BlurToolsProps) {
  const words = useReporterWords();
  return (
    <p class="blur-tools">
      <label for="blur-size">{words.blurSize}</label>
      <input
        id="blur-size"
        type="range"
        min={3}
        max={40}
        value={share}
        onInput={(event) => onShare(event.currentTarget.valueAsNumber)}
      />
      <button type="button" disabled={!onUndo} onClick={() => onUndo?.()}>
        {words.undoBlur}
      </button>
    </p>
  );
}
