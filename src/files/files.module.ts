import { Module } from '@nestjs/common';
import { CONFIG } from '../kernel/config/config.js';
import { replaceable } from '../kernel/replaceable.js';
import { AttachedFilesRequests } from './attached-files.requests.js';
import { DownloadLinks } from './downloads/download-links.js';
import { DownloadsController } from './downloads/downloads.controller.js';
import { Downloads } from './downloads/downloads.service.js';
import { FileSecret } from './downloads/file-secret.js';
import { FileNumbers } from './file-numbers.js';
import { FilesController } from './files.controller.js';
import { ProductImagesController } from './images/product-images.controller.js';
import { ProductImagesRequests } from './images/product-images.requests.js';
import { Thumbnails } from './images/thumbnails.js';
import { Pictures } from './pictures.js';
import { FileRemovals } from './storage/file-removals.js';
import { FileStorage } from './storage/file-storage.js';
import { openFileStorage } from './storage/open-storage.js';
import { StoredFiles } from './stored-files.js';
import { UploadFilesRequests } from './upload-files.requests.js';
import { FileSources } from './uploads/file-sources.js';

/** Uploads, downloads and pictures. */
@Module({
  controllers: [FilesController, ProductImagesController, DownloadsController],
  providers: [
    AttachedFilesRequests,
    DownloadLinks,
    Downloads,
    FileNumbers,
    FileRemovals,
    FileSecret,
    FileSources,
    Pictures,
    ProductImagesRequests,
    StoredFiles,
    Thumbnails,
    UploadFilesRequests,
    replaceable(FileStorage, { inject: [CONFIG], useFactory: openFileStorage }),
  ],
  exports: [DownloadLinks, FileStorage, StoredFiles],
})
export class FilesModule {}
