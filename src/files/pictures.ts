import { Injectable } from '@nestjs/common';
import type { Sharp, SharpOptions } from 'sharp';

/** Pictures whose metadata are taken away, and how they are written anew. */
const ENCODERS: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  'image/jpeg': (picture) => picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  'image/png': (picture) => picture.png({ compressionLevel: 6 }),
  'image/webp': (picture) => picture.webp({ quality: 95 }),
};
const THUMBNAIL_ENCODERS: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  'image/jpeg': (picture) => picture.jpeg({ quality: 90 }),
  'image/png': (picture) => picture.png(),
  'image/gif': (picture) => picture.gif(),
};
/** A picture of more million pixels takes hundreds of megabytes once it is unpacked. */
export const MOST_MEGAPIXELS = 64;
const READING = {
  limitInputPixels: MOST_MEGAPIXELS * 1_000_000,
  failOn: 'error',
} as const satisfies SharpOptions;

/** A picture that is damaged, or unpacks to more than `MOST_MEGAPIXELS`. */
export class UnreadablePictureError extends Error {}

/** Types of pictures that thumbnails are made of. */
export function hasThumbnails(mimetype: string | null): boolean {
  return mimetype !== null && mimetype in THUMBNAIL_ENCODERS;
}

/** Types of pictures that are stored without their metadata. */
export function hasMetadata(mimetype: string): boolean {
  return mimetype in ENCODERS;
}

/** Rewrites pictures, one at a time: unpacked they are large, and others want the processor too. */
@Injectable()
export class Pictures {
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Writes the picture again without what cameras and programs note in it, such as the place where
   * it was taken. It is turned as its metadata said; of a WebP all frames are kept.
   *
   * @throws UnreadablePictureError
   */
  async withoutMetadata(source: string, target: string, mimetype: string): Promise<void> {
    const options = { ...READING, animated: mimetype === 'image/webp' };
    const encoder = ENCODERS[mimetype];
    if (!encoder) throw new TypeError(`No picture to rewrite: ${mimetype}`);
    await this.write(source, target, options, (picture) => encoder(picture.autoOrient()));
  }

  /**
   * Writes a small copy that fits into a box, in the format of the picture and with its
   * transparency. Small pictures are not made larger.
   *
   * @throws UnreadablePictureError
   */
  async thumbnail(
    source: string,
    target: string,
    mimetype: string,
    box: { readonly width: number; readonly height: number },
  ): Promise<void> {
    const encoder = THUMBNAIL_ENCODERS[mimetype];
    if (!encoder) throw new TypeError(`No picture for thumbnails: ${mimetype}`);
    const fitting = { ...box, fit: 'inside', withoutEnlargement: true } as const;
    await this.write(source, target, READING, (picture) =>
      encoder(picture.autoOrient().resize(fitting)),
    );
  }

  private write(
    source: string,
    target: string,
    options: SharpOptions,
    steps: (picture: Sharp) => Sharp,
  ): Promise<void> {
    const work = async () => {
      // Whoever stores no picture need not load what reads them.
      const { default: sharp } = await import('sharp');
      sharp.concurrency(1);
      sharp.cache(false);
      try {
        await steps(sharp(source, options)).toFile(target);
      } catch (cause) {
        throw new UnreadablePictureError(source, { cause });
      }
    };
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
