import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Outbox } from '#client/outbox/outbox';
import type { StoryView } from '#contract/story';
import { LanguageContext } from '../shell/language.js';
import { contentOf, type Draft, isSaid, type PhotoDraft } from './draft.js';
import { Icon } from './icon.js';
import type { PanelName } from './panel-props.js';
import { useReporterWords } from './reporter-words.js';
import { saidFigure } from './said.js';

interface AttachedProps {
  readonly draft: Draft;
  readonly story: StoryView;
  readonly outbox: Outbox;
  readonly onChange: (fields: Partial<Draft>) => void;
  readonly onOpen: (panel: PanelName) => void;
}

/** What goes with the words, each with a way to take it off. */
export function Attached({ draft, story, outbox, onChange, onOpen }: AttachedProps) {
  const words = useReporterWords();
  const language = useContext(LanguageContext);
  const figures = draft.figures.filter(isSaid);
  const { figures: claims } = contentOf({ ...draft, figures }, '');
  const proof = draft.link.trim() || draft.quote.trim();
  const dropPhoto = (id: string) => {
    onChange({ photos: draft.photos.filter((photo) => photo.id !== id) });
    void outbox.dropPhoto(id);
  };
  if (figures.length + draft.photos.length === 0 && !proof) return null;
  return (
    <ul class="attached">
      {claims.map((claim, at) => (
        <Card
          key={`figure-${at}`}
          said={saidFigure(claim, story, words, language)}
          onOpen={() => onOpen('figure')}
          onRemove={() => onChange({ figures: figures.filter((_, other) => other !== at) })}
        />
      ))}
      {draft.photos.map((photo) => (
        <li key={photo.id}>
          <Thumbnail photo={photo} outbox={outbox} />
          <span class="alt">{photo.alt}</span>
          <Remove said={photo.alt} onRemove={() => dropPhoto(photo.id)} />
        </li>
      ))}
      {proof && (
        <Card
          said={proof}
          onOpen={() => onOpen('evidence')}
          onRemove={() => onChange({ link: '', quote: '' })}
        />
      )}
    </ul>
  );
}

interface CardProps {
  readonly said: string;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

function Card({ said, onOpen, onRemove }: CardProps) {
  return (
    <li>
      <button type="button" class="plain card" onClick={onOpen}>
        {said}
      </button>
      <Remove said={said} onRemove={onRemove} />
    </li>
  );
}

function Remove({ said, onRemove }: { readonly said: string; readonly onRemove: () => void }) {
  const words = useReporterWords();
  return (
    <button type="button" class="plain tool" aria-label={`${words.remove}: ${said}`} onClick={onRemove}>
      <Icon name="remove" />
    </button>
  );
}

const THUMBNAIL = 44;

function Thumbnail({ photo, outbox }: { readonly photo: PhotoDraft; readonly outbox: Outbox }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = async () => {
      const bytes = await outbox.photo(photo.id);
      if (!bytes) return;
      const bitmap = await createImageBitmap(new Blob([bytes]), { resizeHeight: 2 * THUMBNAIL });
      if (canvas.current) canvas.current.width = bitmap.width;
      canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
      bitmap.close();
    };
    void draw().catch(() => undefined); // the words beside it say what it is
  }, [photo.id, outbox]);
  return <canvas ref={canvas} class="thumbnail" width={2 * THUMBNAIL} height={2 * THUMBNAIL} />;
}
