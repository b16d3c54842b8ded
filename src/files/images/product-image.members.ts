import { Injectable } from '@nestjs/common';
import type { SqlValue } from '../../kernel/database/sql-value.js';
import type { FieldMap } from '../../kernel/http/body/form-fields.js';
import { ModelMembers } from '../../models/index.js';
import { DownloadLinks } from '../downloads/download-links.js';
import { ProductImage } from '../product-image.entity.js';
import { StoredFiles } from '../stored-files.js';
import { Thumbnails, type Box } from './thumbnails.js';

/** The sides that boxes have, in pixels: what is asked for is rounded up to one of them. */
const SIDES = [32, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400, 600, 800, 1024];
const [LARGEST, USUAL] = [1024, 100];

/** Links to pictures and their thumbnails; a `width` or `height` in the query makes a thumbnail. */
@Injectable()
export class ProductImageMembers extends ModelMembers {
  readonly model = ProductImage;
  readonly column = 'idfile';
  override readonly parameters = ['width', 'height'];

  constructor(
    private readonly files: StoredFiles,
    private readonly links: DownloadLinks,
    private readonly thumbnails: Thumbnails,
  ) {
    super();
  }

  async of(keys: readonly SqlValue[], query: FieldMap): Promise<readonly object[]> {
    const files = await this.files.find(keys.map(Number));
    const box = boxOf(query);
    if (box) for (const file of files.values()) await this.thumbnails.make(file, box);
    const thumbnails = await this.thumbnails.of([...files.values()]);
    return Promise.all(
      keys.map(async (key) => {
        const file = files.get(Number(key));
        if (!file) return {};
        return { ...(await this.links.of(file)), thumbnails: thumbnails.get(file.idfile) ?? [] };
      }),
    );
  }
}

/** What a thumbnail is to fit into; null when none is asked for. */
export function boxOf(query: FieldMap): Box | null {
  const [width, height] = [sideOf(query, 'width'), sideOf(query, 'height')];
  if (width === null && height === null) return null;
  return { width: width ?? USUAL, height: height ?? USUAL };
}

function sideOf(query: FieldMap, name: string): number | null {
  const sent = query.get(name);
  const pixels = typeof sent === 'string' ? Math.trunc(Number.parseFloat(sent)) : 0;
  return pixels > 0 ? (SIDES.find((side) => side >= pixels) ?? LARGEST) : null;
}
