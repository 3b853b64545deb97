import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { PhotoView } from '#contract/media';
import type { ProblemDocument } from '#contract/problems';
import type { Desk } from './at-the-desk.js';
import type { Answer } from './newsroom-people.js';

/** A photo of a phone that was held upright, with where it was taken. No two are the same. */
export function aPhoto(width = 400, height = 300): Promise<Buffer> {
  const [r, g, b] = [0, 1, 2].map(() => Math.floor(Math.random() * 256)) as [number, number, number];
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .jpeg()
    .withExif({ IFD0: { Make: 'PLANTED-PHONE' }, IFD3: { GPSLatitude: '55/1 45/1 20/1' } })
    .toBuffer();
}

/** The photos of one story, for the holder of the desk's token. */
export class PhotoDesk {
  constructor(private readonly desk: Desk) {}

  async send(
    bytes: Buffer,
    { id = randomUUID() as string, type = 'image/jpeg', query = '', token = this.desk.token } = {},
  ): Promise<Answer<PhotoView & ProblemDocument>> {
    const response = await fetch(`${this.desk.address}/photos/${id}${query}`, {
      method: 'PUT',
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body: new Uint8Array(bytes),
    });
    const { status, headers } = response;
    return { status, headers, body: (await response.json()) as PhotoView & ProblemDocument };
  }

  /** Sends one, and fails unless it was taken. */
  async sent(bytes?: Buffer, query = ''): Promise<PhotoView> {
    const { status, body } = await this.send(bytes ?? (await aPhoto()), { query });
    if (status !== 200) throw new Error(`The photo was not taken: ${JSON.stringify(body)}`);
    return body;
  }

  review(id: string, body: object, version: number | null = 1): Promise<Answer<PhotoView & ProblemDocument>> {
    const headers: Record<string, string> = version === null ? {} : { 'if-match': `"${version}"` };
    return this.desk.send('POST', `/photos/${id}/review`, body, headers);
  }
}

/** Black and white squares of 20 pixels, from a phone that says where it was. */
export async function checkerboard(): Promise<Buffer> {
  const square = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#fff"/><path d="M0 0h20v20H0zm20 20h20v20H20z"/></svg>',
  );
  return sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#fff' } })
    .composite([{ input: square, tile: true }])
    .jpeg({ quality: 95 })
    .withExif({ IFD0: { Make: 'PLANTED-PHONE' }, IFD3: { GPSLatitude: '55/1 45/1 20/1' } })
    .toBuffer();
}
