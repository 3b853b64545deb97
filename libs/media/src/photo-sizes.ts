import sharp, { type Sharp } from 'sharp';
import { PHOTO_SIZES, type PhotoSize, type PixelSize } from '#contract/media';
import { CodedError } from '#contract/problems';

/** More pixels than any camera of a newsroom has, and 200 MB when unpacked. */
const MOST_PIXELS = 50_000_000;
const QUALITY = 80;
const BEGINNINGS: readonly (readonly [at: number, bytes: string])[] = [
  [0, 'ffd8ff'], // JPEG
  [0, '89504e470d0a1a0a'], // PNG
  [8, '57454250'], // WebP
];

export interface PhotoSizes extends PixelSize {
  readonly files: Readonly<Record<PhotoSize, Buffer>>;
}

// Every post waits for the same two cores: one photo takes one thread, and nothing of it is kept in memory.
sharp.concurrency(1);
sharp.cache(false);

/**
 * A photo upright and without anything but its pixels: no place, camera, preview or colour profile. `width` and `height`
 * are of the largest size. Throws CodedError `not_a_photo` or `too_large`.
 */
export async function photoSizes(bytes: Buffer): Promise<PhotoSizes> {
  await checkPhoto(bytes);
  const phone = await encoded(bytes, PHOTO_SIZES.phone);
  const desktop = await encoded(bytes, PHOTO_SIZES.desktop);
  const { width, height } = desktop.info;
  return { width, height, files: { phone: phone.data, desktop: desktop.data } };
}

/** By its first bytes, before any decoder sees it: what a sender calls it says nothing. */
async function checkPhoto(bytes: Buffer): Promise<void> {
  const isKnown = BEGINNINGS.some(
    ([at, start]) => bytes.subarray(at, at + start.length / 2).toString('hex') === start,
  );
  if (!isKnown) throw notAPhoto();
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata().catch(refused);
  if (width * height > MOST_PIXELS)
    throw new CodedError('too_large', `The photo has more than ${MOST_PIXELS / 1e6} million pixels.`);
}

function encoded(bytes: Buffer, longest: number) {
  return opened(bytes)
    .autoOrient()
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(refused);
}

const opened = (bytes: Buffer): Sharp => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });

const notAPhoto = () =>
  new CodedError(
    'not_a_photo',
    'Send a whole JPEG, PNG or WebP. What was written with it can go without it.',
  );
function refused(): never {
  throw notAPhoto();
}
