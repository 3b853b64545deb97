/** A circle that is made unrecognisable, in pixels of the photo as it is sent. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** The longest side that the newsroom keeps. */
const LONGEST = 2048;
const QUALITY = 0.82;
/** Of a face this many pixels are left on each side: nobody is to be known again by them. */
const LEFT = 4;

/** A photo as it is going to be sent: turned upright, without anything but its pixels. Rejects what is no photo. */
export async function readPhoto(file: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
  if (scale === 1) return whole;
  const [resizeWidth, resizeHeight] = [whole.width, whole.height].map((side) => Math.round(side * scale));
  const smaller = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: 'high' });
  whole.close();
  return smaller;
}

/** Draws the photo with its marks. What is under a mark is the mean of a sixteenth of it, smoothed. */
export function drawPhoto(canvas: HTMLCanvasElement, photo: ImageBitmap, marks: readonly Mark[]): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.drawImage(photo, 0, 0);
  const few = new OffscreenCanvas(LEFT, LEFT);
  const fewPen = few.getContext('2d');
  for (const each of [pen, fewPen]) if (each) each.imageSmoothingQuality = 'high'; // the mean, not one pixel of many
  for (const { x, y, radius } of marks) {
    fewPen?.clearRect(0, 0, LEFT, LEFT);
    fewPen?.drawImage(photo, x - radius, y - radius, 2 * radius, 2 * radius, 0, 0, LEFT, LEFT);
    pen.save();
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.clip();
    pen.drawImage(few, x - radius, y - radius, 2 * radius, 2 * radius);
    pen.restore();
  }
}

/** The bytes that are sent: encoded anew, so that place, camera and preview of the original are not among them. */
export async function encodePhoto(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('The photo could not be encoded.');
  return blob.arrayBuffer();
}
