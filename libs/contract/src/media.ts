import type { Instant } from './figure.js';

/** What a photo may be sent as. It is kept as neither: only re-encoded sizes of it are. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
/** Sizes of a photo by the longest side, in pixels; none is larger than what was sent. */
export const PHOTO_SIZES = { phone: 960, desktop: 2048 } as const;
export type PhotoSize = keyof typeof PHOTO_SIZES;

/** Who might be harmed by it: whoever lets it out says that this was seen. */
export const PHOTO_FLAGS = ['minor', 'named_detainee'] as const;
export type PhotoFlag = (typeof PHOTO_FLAGS)[number];
export const PHOTO_STATES = ['waiting', 'approved', 'refused'] as const;
export type PhotoState = (typeof PHOTO_STATES)[number];

/** A photo in what an update says. `photo`: the id it was uploaded by; it may arrive later than the update. */
export interface PhotoItem {
  readonly photo: string;
  /** What can be seen, for those who cannot see it. */
  readonly alt: string;
  readonly credit?: string;
}
/** A film or a post of somewhere else: a card that loads nothing before it is clicked. */
export interface EmbedItem {
  /** https. */
  readonly embed: string;
  /** What it is, for the card. */
  readonly title: string;
}
export type MediaItem = PhotoItem | EmbedItem;

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}
/** Photos that readers see, by id. */
export type PhotosShown = Readonly<Record<string, PixelSize>>;
/** A photo as readers are shown it; its sizes are at `/media/{story}/{photo}/{size}.webp`. */
export type PhotoShown = PhotoItem & PixelSize;
export type MediaView = PhotoShown | EmbedItem;

/** A photo at the desk. */
export interface PhotoView extends PixelSize {
  readonly id: string;
  readonly state: PhotoState;
  readonly flags: readonly PhotoFlag[];
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
  /** For `If-Match`. */
  readonly version: number;
}
/** The body of `POST …/photos/{id}/review`. */
export interface ReviewPhoto {
  readonly state: 'approved' | 'refused';
  /** What it is flagged with from now on; as it was when left out. */
  readonly flags?: readonly PhotoFlag[];
  /** To be true where a photo is approved that is flagged, or was until then. */
  readonly flagsSeen?: boolean;
}
