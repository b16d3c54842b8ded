import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import type { StoredFiles } from '../../files/index.js';

/** What can be drawn as it is. */
const DRAWABLE = new Set(['image/png', 'image/jpeg']);

/** The picture of a stored file as PNG or JPEG; null when there is none that can be read. */
export async function logoOf(
  idfile: number | null,
  files: Pick<StoredFiles, 'read'>,
): Promise<Uint8Array | null> {
  const bytes = idfile === null ? null : await files.read(idfile);
  if (!bytes) return null;
  const type = await fileTypeFromBuffer(bytes);
  if (DRAWABLE.has(type?.mime ?? '')) return bytes;
  // A logo that is no picture must not keep an invoice from being printed.
  return sharp(bytes)
    .png()
    .toBuffer()
    .catch(() => null);
}
