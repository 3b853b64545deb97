import { PHOTO_SIZES, type MediaView, type PhotoShown, type PhotoSize } from '#contract/media';
import { hostOf, photoHref, webAddress } from './links.js';
import { useWords } from './speech.js';

interface MediaProps {
  readonly media: readonly MediaView[];
  /** Id of the story. */
  readonly story: string;
}

/** An update's photos, and cards of what is elsewhere: links, so that nobody else hears of a reader who does not follow one. */
export function UpdateMedia({ media, story }: MediaProps) {
  return (
    <>
      {media.map((item) =>
        'photo' in item ? (
          <Photo key={item.photo} photo={item} story={story} />
        ) : (
          <Card key={item.embed} address={item.embed} title={item.title} />
        ),
      )}
    </>
  );
}

function Photo({ photo: shown, story }: { readonly photo: PhotoShown; readonly story: string }) {
  const { photo, alt, credit, width, height } = shown;
  const at = (size: PhotoSize) => photoHref(story, photo, size);
  const phoneWidth = Math.min(width, Math.round((width * PHOTO_SIZES.phone) / Math.max(width, height)));
  return (
    <figure class="photo">
      <img
        src={at('desktop')}
        srcset={`${at('phone')} ${phoneWidth}w, ${at('desktop')} ${width}w`}
        sizes="(min-width: 48rem) 40rem, 100vw"
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
      />
      {credit && <figcaption>{credit}</figcaption>}
    </figure>
  );
}

function Card({ address, title }: { readonly address: string; readonly title: string }) {
  const words = useWords();
  const href = webAddress(address);
  if (!href) return null;
  return (
    <p class="card">
      <a href={href} rel="noopener nofollow noreferrer">
        {title}
      </a>{' '}
      <span class="card-host">
        {words.elsewhere} {hostOf(href)}
      </span>
    </p>
  );
}
