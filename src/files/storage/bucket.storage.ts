import { Logger } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import type { BucketLocation } from '../../kernel/config/config.js';
import { ApiError } from '../../kernel/errors/api-error.js';
import { assertKey } from './file-key.js';
import {
  FileStorage,
  MissingFileError,
  type ByteRange,
  type StoredObject,
} from './file-storage.js';

/** What speaks to the bucket, once it is loaded. */
interface Connected {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.S3Client;
}

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const CONNECT_MS = 5000;
const SILENCE_MS = 60_000;

/** Files in a bucket of an S3-compatible store. */
export class BucketStorage extends FileStorage {
  private readonly logger = new Logger(BucketStorage.name);
  private connected: Promise<Connected> | null = null;

  constructor(private readonly location: BucketLocation) {
    super();
  }

  async put(key: string, source: string): Promise<void> {
    const { size } = await stat(source);
    const { sdk, client } = await this.connection();
    const command = new sdk.PutObjectCommand({
      ...this.object(key),
      Body: createReadStream(source),
      ContentLength: size,
    });
    await this.attempt(() => client.send(command));
  }

  async stat(key: string): Promise<StoredObject | null> {
    const { sdk, client } = await this.connection();
    const command = new sdk.HeadObjectCommand(this.object(key));
    const found = await this.attempt(() => client.send(command).catch(nullWhenMissing));
    return found && described(key, found.ContentLength, found.LastModified, found.ETag);
  }

  async *open(key: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const { sdk, client } = await this.connection();
    const command = new sdk.GetObjectCommand({
      ...this.object(key),
      ...(range && { Range: `bytes=${range.start}-${range.end}` }),
    });
    const found = await this.attempt(() => client.send(command).catch(nullWhenMissing));
    if (!found) throw new MissingFileError(key);
    for await (const chunk of found.Body as Readable) yield chunk as Buffer;
  }

  async delete(key: string): Promise<void> {
    const { sdk, client } = await this.connection();
    const command = new sdk.DeleteObjectCommand(this.object(key));
    await this.attempt(() => client.send(command).catch(nullWhenMissing));
  }

  async *list(...prefixes: readonly string[]): AsyncIterable<StoredObject> {
    for (const prefix of prefixes) yield* this.listBelow(prefix);
  }

  /** An object is there whole or not at all. */
  tidy(): Promise<number> {
    return Promise.resolve(0);
  }

  private async *listBelow(prefix: string): AsyncIterable<StoredObject> {
    const { sdk, client } = await this.connection();
    const { bucket: Bucket, prefix: own } = this.location;
    let next: string | undefined;
    do {
      const command = new sdk.ListObjectsV2Command({
        Bucket,
        Prefix: own + prefix,
        ...(next !== undefined && { ContinuationToken: next }),
      });
      const page = await this.attempt(() => client.send(command));
      for (const { Key = '', Size, LastModified, ETag } of page.Contents ?? []) {
        yield described(Key.slice(own.length), Size, LastModified, ETag);
      }
      next = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (next !== undefined);
  }

  private object(key: string): { readonly Bucket: string; readonly Key: string } {
    assertKey(key);
    return { Bucket: this.location.bucket, Key: this.location.prefix + key };
  }

  /** Who keeps files in a folder need not load what speaks to buckets. */
  private connection(): Promise<Connected> {
    this.connected ??= import('@aws-sdk/client-s3').then((sdk) => ({
      sdk,
      client: new sdk.S3Client({
        endpoint: this.location.endpoint,
        region: this.location.region,
        credentials: {
          accessKeyId: this.location.accessKey,
          secretAccessKey: this.location.secretKey,
        },
        forcePathStyle: true,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        // What it does not do, `attempt` says.
        logger: SILENT,
        requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
      }),
    }));
    return this.connected;
  }

  /** @throws ApiError 503 `storage-unavailable` for whatever the store does not do */
  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.logger.error(error);
      throw new ApiError(503, 'storage-unavailable', { headers: { 'Retry-After': '2' } });
    }
  }
}

function described(key: string, size = 0, modified = new Date(0), tag = ''): StoredObject {
  return { key, size, modified, tag: tag.replaceAll('"', '') };
}

function nullWhenMissing(error: unknown): null {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  if ($metadata?.httpStatusCode === 404) return null;
  throw error;
}
