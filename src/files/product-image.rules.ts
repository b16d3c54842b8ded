import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules, type Context, type RecordTest } from '../models/index.js';
import { AttachedFile } from './attached-file.entity.js';
import { ProductImage } from './product-image.entity.js';
import { thumbnailPrefix } from './storage/file-key.js';
import { removeOnceCommitted } from './storage/file-removals.js';

const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/** Only attached files that are pictures can show a product; thumbnails go with the picture. */
@Injectable()
export class ProductImageRules extends ModelRules<ProductImage> {
  readonly model = ProductImage;

  override async validate(image: ProductImage, test: RecordTest<ProductImage>): Promise<void> {
    // As the variants that it refers to are stored.
    test.escape('referencia');
    test.emptyToNull('referencia');
    const file = await test.context.records.find(AttachedFile, image.idfile);
    if (!PICTURES.includes(file?.mimetype ?? '')) refuse('not-valid-image', 'idfile');
    test.columns();
  }

  override afterDelete({ idfile }: ProductImage, { transaction }: Context): Promise<void> {
    return removeOnceCommitted(transaction, thumbnailPrefix(idfile));
  }
}
