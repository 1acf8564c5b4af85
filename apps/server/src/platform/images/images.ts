import sharp, { type Channels, type Sharp } from 'sharp';
import { AppError } from '../errors.ts';
import { createImageQueue } from './image-queue.ts';

/** What is made of a picture. */
export interface WantedSquare {
  readonly sidePx: number;
  /** WebP is for pages. JPEG is for podcast programs and tags; it is not larger than `mostBytes`, whatever it shows, and has nothing clear. */
  readonly as: 'webp' | { readonly jpegOfMostBytes: number };
}

/** Reads pictures that anybody may have made. */
export interface Images {
  /**
   * The middle square of a picture, once for each of these wishes; smaller pictures are not made larger. Its
   * kind is told by its content: PNG, JPEG, WebP, GIF (the first frame) or AVIF. Turned upright as EXIF says; then all metadata
   * is gone, the place where it was taken among it. Throws `picture_unreadable`, or `unavailable` when too many wait.
   */
  squares(file: Uint8Array, wanted: readonly WantedSquare[]): Promise<Buffer[]>;
}

/** libvips reads dozens of formats, SVG and PDF among them; each is an attack surface. These have no scripts, links or fonts. */
const LOADERS = [
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadNsgifBuffer',
  'VipsForeignLoadHeifBuffer',
];

/** What phones make; decoded it is at most 200 MB. */
const MOST_PIXELS = 50_000_000;
const DECODE_TIMEOUT_S = 8;
const QUALITY = 82;
const JPEG_QUALITIES = [82, 65, 45];

export const createImages = (): Images => {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.cache(false);
  sharp.concurrency(1);
  const queue = createImageQueue();

  const squares: Images['squares'] = async (file, wanted) => {
    const pixels = await decode(file, Math.max(...wanted.map(({ sidePx }) => sidePx)));
    const made: Buffer[] = [];
    for (const { sidePx, as } of wanted)
      made.push(
        as === 'webp'
          ? await scaled(pixels, sidePx).webp({ quality: QUALITY }).toBuffer()
          : await jpegWithin(pixels, { sidePx, mostBytes: as.jpegOfMostBytes }),
      );
    return made;
  };

  return { squares: (file, wanted) => queue.run(() => squares(file, wanted)) };
};

interface Pixels {
  readonly pixels: Buffer;
  readonly sidePx: number;
  readonly channels: Channels;
}

const scaled = ({ pixels, sidePx, channels }: Pixels, wantedPx: number): Sharp =>
  sharp(pixels, { raw: { width: sidePx, height: sidePx, channels } }).resize(Math.min(wantedPx, sidePx));

/** Rougher, and then smaller, until it fits. */
const jpegWithin = async (
  pixels: Pixels,
  { sidePx, mostBytes }: { sidePx: number; mostBytes: number },
): Promise<Buffer> => {
  for (const quality of JPEG_QUALITIES) {
    const made = await scaled(pixels, sidePx).flatten({ background: '#ffffff' }).jpeg({ quality }).toBuffer();
    if (made.length <= mostBytes || sidePx === 1) return made;
  }
  return jpegWithin(pixels, { sidePx: Math.max(1, Math.floor(Math.min(sidePx, pixels.sidePx) * 0.7)), mostBytes });
};

/** One decoding for all sizes: it is the dear part, and the dangerous one. */
const decode = async (file: Uint8Array, mostPx: number): Promise<Pixels> => {
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
    const { width, height, compression } = await picture.metadata();
    if (compression === 'hevc') throw new Error('HEIC is not AVIF.');
    const sidePx = Math.min(width, height, mostPx);
    const { data: pixels, info } = await picture
      .autoOrient()
      .resize(sidePx, sidePx, { fit: 'cover' })
      .toColourspace('srgb')
      .timeout({ seconds: DECODE_TIMEOUT_S })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { pixels, sidePx, channels: info.channels };
  } catch (cause) {
    throw new AppError('picture_unreadable', { cause });
  }
};
