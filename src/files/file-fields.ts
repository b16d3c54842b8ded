import { Allow, IsOptional } from 'class-validator';

/** What the body of `attachedfiles` says beside the file itself. */
export class FileFields {
  /** Number of the file, where the address does not say it. */
  @IsOptional()
  idfile?: unknown;

  /** Name of a file directly in `MyFiles`, which is taken from there. */
  @IsOptional()
  path?: unknown;

  /** Day of the file; that of the call when it is left out. */
  @IsOptional()
  date?: unknown;

  /** Time of the file. */
  @IsOptional()
  hour?: unknown;

  [other: string]: unknown;
}

/** What the body of `productoimagenes` says beside the picture itself. */
export class ProductImageFields {
  /** Product that the picture shows. */
  @Allow()
  idproducto?: unknown;

  /** Variant that it shows; all of the product without it. */
  @IsOptional()
  referencia?: unknown;

  /** Attached file that is the picture, where none is sent. */
  @IsOptional()
  idfile?: unknown;

  /** Position among the pictures. */
  @IsOptional()
  orden?: unknown;

  [other: string]: unknown;
}
