import sharp from 'sharp';
import { photoSizes } from './photo-sizes.js';

const red = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });
const refusal = (bytes: Buffer) =>
  photoSizes(bytes).then(
    () => 'taken',
    (error: { code?: string }) => error.code,
  );

test('a phone’s photo comes out upright, and says nothing of where, when and with what it was taken', async () => {
  const thumbnail = 'SECRET-PLACE 55.7558,37.6173';
  const bytes = await red(4000, 2000)
    .jpeg()
    .withExif({
      IFD0: { Make: 'SECRET-PHONE', ImageDescription: thumbnail },
      IFD3: { GPSLatitude: '55/1 45/1 20/1' },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description>SECRET-XMP</r:Description></r:RDF></x:xmpmeta>`,
    )
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect(bytes.includes('SECRET-PHONE')).toBe(true);
  const { width, height, files } = await photoSizes(bytes);
  expect([width, height]).toEqual([1024, 2048]);
  for (const [longest, file] of [
    [960, files.phone],
    [2048, files.desktop],
  ] as const) {
    const { format, exif, xmp, icc, iptc, orientation, ...size } = await sharp(file).metadata();
    expect({ format, exif, xmp, icc, iptc, orientation }).toEqual({ format: 'webp' });
    expect(size).toMatchObject({ width: longest / 2, height: longest });
    expect(file.includes('SECRET')).toBe(false);
  }
});

test('a small photo is not made larger', async () => {
  expect(await photoSizes(await red(300, 200).png().toBuffer())).toMatchObject({ width: 300, height: 200 });
});

test('what is no photo, or only says so, is refused', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const jpeg = await red(100, 100).jpeg().toBuffer();
  expect(await refusal(svg)).toBe('not_a_photo');
  expect(await refusal(Buffer.from('<html><script>alert(1)</script>'))).toBe('not_a_photo');
  expect(await refusal(Buffer.alloc(0))).toBe('not_a_photo');
  expect(await refusal(Buffer.concat([jpeg.subarray(0, 3), svg]))).toBe('not_a_photo');
  expect(await refusal(jpeg.subarray(0, jpeg.length / 2))).toBe('not_a_photo');
  expect(await refusal(await red(50, 50).gif().toBuffer())).toBe('not_a_photo');
});

test('a page behind a photo’s beginning does not come out with it', async () => {
  const jpeg = await red(100, 100).jpeg().toBuffer();
  const { files } = await photoSizes(Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>')]));
  expect(Object.values(files).some((file) => file.includes('script'))).toBe(false);
});

test('a small file of very many pixels is refused before it is unpacked', async () => {
  const flood = await red(16_000, 16_000).png({ compressionLevel: 9 }).toBuffer();
  const before = process.memoryUsage().rss;
  expect(await refusal(flood)).toBe('too_large');
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});
