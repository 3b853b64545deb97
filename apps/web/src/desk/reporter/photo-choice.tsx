import { useRef, useState } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import { readPhoto } from './blurred-photo.js';
import type { PhotoDraft } from './draft.js';
import { Icon } from './icon.js';
import { PhotoDialog } from './photo-dialog.js';
import { useReporterWords } from './reporter-words.js';

interface PhotoChoiceProps {
  readonly outbox: Outbox;
  readonly onAttached: (photo: PhotoDraft) => void;
}

/** A photo of the phone; it is kept only as it was made here. */
export function PhotoChoice({ outbox, onAttached }: PhotoChoiceProps) {
  const words = useReporterWords();
  const input = useRef<HTMLInputElement>(null);
  const [photo, setPhoto] = useState<ImageBitmap | null>(null);
  const [isUnreadable, setIsUnreadable] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    const found = await readPhoto(file).catch(() => null);
    setIsUnreadable(found === null);
    setPhoto(found);
    if (input.current) input.current.value = '';
  };
  const close = () => {
    photo?.close();
    setPhoto(null);
  };
  const attach = async (bytes: ArrayBuffer, alt: string) => {
    const { width = 0, height = 0 } = photo ?? {};
    const id = crypto.randomUUID();
    await outbox.keepPhoto(id, bytes);
    onAttached({ id, alt, width, height });
    close();
  };
  return (
    <>
      <button type="button" class="tool" aria-label={words.photo} onClick={() => input.current?.click()}>
        <Icon name="photo" />
      </button>
      <input
        ref={input}
        hidden
        type="file"
        accept="image/*"
        aria-label={words.photo}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      {isUnreadable && (
        <p class="lack" role="alert">
          {words.notAPhoto}
        </p>
      )}
      {photo && <PhotoDialog photo={photo} onAttach={attach} onCancel={close} />}
    </>
  );
}
