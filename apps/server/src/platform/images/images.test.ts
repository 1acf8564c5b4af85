import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createImages } from './images.ts';

const images = createImages();
const SIDES = [
  { sidePx: 160, as: 'webp' },
  { sidePx: 1_000, as: 'webp' },
] as const;

/** Left half red, right half blue. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    {
      input: { create: { width: Math.ceil(width / 2), height, channels: 3, background: '#ff0000' } },
      left: 0,
      top: 0,
    },
  ]);

const metadataOf = (made: readonly Buffer[]) => Promise.all(made.map((file) => sharp(file).metadata()));
const colourAt = async (file: Buffer | undefined, left: number, top: number): Promise<number[]> => {
  const pixel = sharp(file).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw();
  return [...(await pixel.toBuffer())].map((part) => (part > 128 ? 1 : 0));
};
const RED = [1, 0, 0];
const BLUE = [0, 0, 1];

/** A PNG by hand, with whatever its head claims. */
const pngOf = (width: number, height: number, rows: Buffer): Buffer => {
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8); // one bit a pixel, grey
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

test.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('%s becomes two square WebP files', async (format) => {
  const made = await images.squares(await halves(1_600, 1_200).toFormat(format).toBuffer(), SIDES);
  expect(await metadataOf(made)).toMatchObject([
    { format: 'webp', width: 160, height: 160 },
    { format: 'webp', width: 1_000, height: 1_000 },
  ]);
  expect(await colourAt(made[1], 100, 500)).toEqual(RED);
  expect(await colourAt(made[1], 900, 500)).toEqual(BLUE);
});

test('a picture is turned as its camera says, and what the camera wrote is gone', async () => {
  const exif = { IFD0: { Copyright: 'me', Orientation: '6' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } };
  const sideways = await halves(800, 600).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect((await sharp(sideways).metadata()).exif).toBeDefined();
  const made = await images.squares(sideways, SIDES);
  for (const { exif, icc, xmp, iptc, orientation } of await metadataOf(made))
    expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
  // A quarter turn clockwise: what was left is above.
  expect(await colourAt(made[1], 300, 50)).toEqual(RED);
  expect(await colourAt(made[1], 300, 550)).toEqual(BLUE);
});

test('of a moving picture the first frame is taken', async () => {
  const frames = await Promise.all(
    ['#ff0000', '#0000ff', '#0000ff'].map((background) =>
      sharp({ create: { width: 60, height: 60, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  for (const format of ['gif', 'webp'] as const) {
    const moving = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    const made = await images.squares(moving, [{ sidePx: 40, as: 'webp' }]);
    expect(await metadataOf(made)).toMatchObject([{ width: 40, height: 40 }]);
    expect((await metadataOf(made))[0]?.pages ?? 1).toBe(1);
    expect(await colourAt(made[0], 20, 20)).toEqual(RED);
  }
});

test('a small or narrow picture is not made larger', async () => {
  for (const [width, height, side] of [
    [1, 1, 1],
    [3_000, 2, 2],
    [200, 500, 200],
  ] as const) {
    const made = await images.squares(await halves(width, height).png().toBuffer(), SIDES);
    expect(await metadataOf(made)).toMatchObject([{ width: Math.min(side, 160) }, { width: side, height: side }]);
  }
});

test('what is transparent stays so', async () => {
  const clear = sharp({ create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
  const [made] = await images.squares(await clear.png().toBuffer(), [{ sidePx: 50, as: 'webp' }]);
  expect(await sharp(made).stats()).toMatchObject({ isOpaque: false });
});

test('a JPEG is never larger than it may be, whatever it shows, and what was transparent is white in it', async () => {
  const noise = await sharp({
    create: {
      width: 800,
      height: 800,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 90 },
    },
  })
    .png()
    .toBuffer();
  for (const mostBytes of [400_000, 60_000, 5_000]) {
    const [made] = await images.squares(noise, [{ sidePx: 700, as: { jpegOfMostBytes: mostBytes } }]);
    const { format, width = 0, height } = await sharp(made).metadata();
    expect([format, width]).toEqual(['jpeg', height]);
    expect(width).toBeLessThanOrEqual(700);
    expect(made?.length).toBeLessThanOrEqual(mostBytes);
  }
  const clear = sharp({ create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
  const [made] = await images.squares(await clear.png().toBuffer(), [{ sidePx: 50, as: { jpegOfMostBytes: 9_000 } }]);
  expect(await colourAt(made, 25, 25)).toEqual([1, 1, 1]);
});

const html = '<!doctype html><script>alert(1)</script>';
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

test.each<[string, () => Promise<Buffer> | Buffer]>([
  ['nothing', () => Buffer.alloc(0)],
  ['HTML', () => Buffer.from(html)],
  ['HTML behind the signature of a PNG', () => Buffer.concat([PNG_SIGNATURE, Buffer.from(html)])],
  ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>')],
  ['PDF', () => Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>')],
  ['TIFF', () => halves(20, 20).tiff().toBuffer()],
  ['a truncated PNG', async () => (await halves(900, 900).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 9_000)],
  ['a truncated JPEG', async () => (await halves(900, 900).jpeg().toBuffer()).subarray(0, 2_000)],
  ['a PNG that claims to be 100,000 × 100,000', () => pngOf(100_000, 100_000, Buffer.alloc(12_501))],
  ['a PNG of 100 megapixels in a few kilobytes', () => pngOf(10_000, 10_000, Buffer.alloc(10_000 * 1_251))],
])('%s is no picture', async (_, file) => {
  await expect(images.squares(await file(), SIDES)).rejects.toMatchObject({ code: 'picture_unreadable' });
});

test('HTML at the end of a picture does not come out again', async () => {
  const file = Buffer.concat([await halves(40, 40).png().toBuffer(), Buffer.from(html)]);
  for (const made of await images.squares(file, SIDES)) expect(made.includes('<script>')).toBe(false);
});
