import sharp from 'sharp';
import { AppError } from '../errors.ts';
import { createImageQueue } from './image-queue.ts';

/** Reads pictures that anybody may have made. */
export interface Images {
  /**
   * The middle square of a picture as WebP, once for each of these sides in pixels; smaller pictures are not made larger. Its
   * kind is told by its content: PNG, JPEG, WebP, GIF (the first frame) or AVIF. Turned upright as EXIF says; then all metadata
   * is gone, the place where it was taken among it. Throws `picture_unreadable`, or `unavailable` when too many wait.
   */
  squares(file: Uint8Array, sidesPx: readonly number[]): Promise<Buffer[]>;
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

export const createImages = (): Images => {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.cache(false);
  sharp.concurrency(1);
  const queue = createImageQueue();

  const squares: Images['squares'] = async (file, sidesPx) => {
    const { pixels, sidePx, channels } = await decode(file, Math.max(...sidesPx));
    const made: Buffer[] = [];
    for (const wantedPx of sidesPx) {
      const square = sharp(pixels, { raw: { width: sidePx, height: sidePx, channels } });
      made.push(await square.resize(Math.min(wantedPx, sidePx)).webp({ quality: QUALITY }).toBuffer());
    }
    return made;
  };

  return { squares: (file, sidesPx) => queue.run(() => squares(file, sidesPx)) };
};

/** One decoding for all sizes: it is the dear part, and the dangerous one. */
const decode = async (file: Uint8Array, mostPx: number) => {
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
