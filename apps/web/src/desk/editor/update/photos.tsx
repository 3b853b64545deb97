import { useEffect, useState } from 'preact/hooks';
import type { MediaItem } from '#contract/media';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { UPDATE_WORDS } from '../words-update.js';

/** Photos and cards of an update, approved or not. */
export function Media({ media }: { readonly media: readonly MediaItem[] }) {
  if (media.length === 0) return null;
  return (
    <ul class="media">
      {media.map((item) =>
        'photo' in item ? (
          <li key={item.photo}>
            <DeskPhoto id={item.photo} alt={item.alt} />
          </li>
        ) : (
          <li key={item.embed}>
            <a href={item.embed} target="_blank" rel="noreferrer noopener">
              {item.title}
            </a>
          </li>
        ),
      )}
    </ul>
  );
}

/** A photo as the desk may see it: it is asked for with the token, not by its address. */
export function DeskPhoto({ id, alt }: { readonly id: string; readonly alt: string }) {
  const { api } = useDesk();
  const { address } = useStory();
  const words = useWords(UPDATE_WORDS);
  const [source, setSource] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    let made: string | undefined;
    let isWanted = true;
    api.file(`${address}/photos/${id}/phone`).then(
      (file) => {
        if (!isWanted) return;
        made = URL.createObjectURL(file);
        setSource(made);
      },
      () => isWanted && setSource(null),
    );
    return () => {
      isWanted = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [address, id]);
  if (source === null) return <p class="soft">{words.noPhoto}</p>;
  return source ? <img src={source} alt={alt} /> : <p class="soft">…</p>;
}
