import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { DocumentSheet, SheetBlock } from '../../document-sheet.js';

/** A picture as the paper takes it fastest: PNG without transparency, no larger than is seen. */
export interface Picture {
  readonly file: Buffer;
  /** In dots. */
  readonly width: number;
  readonly height: number;
}

export interface SheetPictures {
  readonly logo: Picture | null;
  readonly blocks: ReadonlyMap<SheetBlock, Picture>;
}

/** 300 dots an inch on 200 × 110 points. */
const MOST_DOTS = { width: 834, height: 834 };
const MOST_PIXELS = 50_000_000;
/** Logos of a few companies; QR codes come and go. */
const MOST_REMEMBERED = 32;
const remembered = new Map<string, Picture | null>();

/** The pictures of a document; one that can not be read is left out. */
export async function readPictures(sheet: DocumentSheet): Promise<SheetPictures> {
  const blocks = new Map<SheetBlock, Picture>();
  for (const block of sheet.blocks) {
    const picture = await readPicture(block.image);
    if (picture) blocks.set(block, picture);
  }
  return { logo: await readPicture(sheet.logo), blocks };
}

async function readPicture(image: Uint8Array | null): Promise<Picture | null> {
  if (!image?.length) return null;
  const key = createHash('sha256').update(image).digest('base64');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const picture = await decoded(image).catch(() => null);
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, picture);
  return picture;
}

async function decoded(image: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(image, { limitInputPixels: MOST_PIXELS })
    .rotate()
    .resize({ ...MOST_DOTS, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png({ compressionLevel: 9, palette: false })
    .toBuffer({ resolveWithObject: true });
  return { file: data, width: info.width, height: info.height };
}
