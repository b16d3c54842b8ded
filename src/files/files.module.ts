import { Global, Module } from '@nestjs/common';
import { CONFIG } from '../kernel/config/config.js';
import { replaceable } from '../kernel/replaceable.js';
import { AttachedFiles } from './attached-files.service.js';
import { DownloadLinks } from './downloads/download-links.js';
import { DownloadsController } from './downloads/downloads.controller.js';
import { Downloads } from './downloads/downloads.service.js';
import { FileSecret } from './downloads/file-secret.js';
import { FileNumbers } from './file-numbers.js';
import { FilesController } from './files.controller.js';
import { ProductImagesController } from './images/product-images.controller.js';
import { ProductImages } from './images/product-images.service.js';
import { Thumbnails } from './images/thumbnails.js';
import { Pictures } from './pictures.js';
import { FileRemovals } from './storage/file-removals.js';
import { FileStorage } from './storage/file-storage.js';
import { openFileStorage } from './storage/open-storage.js';
import { StoredFiles } from './stored-files.js';
import { FileSources } from './uploads/file-sources.js';
import { Uploads } from './uploads/uploads.service.js';

/** Uploads, downloads and pictures. Global: records are shown with links wherever they are read. */
@Global()
@Module({
  controllers: [FilesController, ProductImagesController, DownloadsController],
  providers: [
    AttachedFiles,
    DownloadLinks,
    Downloads,
    FileNumbers,
    FileRemovals,
    FileSecret,
    FileSources,
    Pictures,
    ProductImages,
    StoredFiles,
    Thumbnails,
    Uploads,
    replaceable(FileStorage, { inject: [CONFIG], useFactory: openFileStorage }),
  ],
  exports: [DownloadLinks, FileStorage, StoredFiles, Thumbnails],
})
export class FilesModule {}
