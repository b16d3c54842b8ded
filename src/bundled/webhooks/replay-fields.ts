import { Allow, IsOptional } from 'facturanest/plugin';

/** The body that has deliveries sent again that were given up. */
export class ReplayFields {
  /** Number of the endpoint. */
  @Allow()
  endpoint?: unknown;

  /** Moment of the first event; all of them without it. */
  @IsOptional()
  since?: unknown;
}
