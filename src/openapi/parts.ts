import { CHART_IMPORT_PART, REPORTS_PART, YEAR_END_PART } from '../accounting/index.js';
import { DOCUMENTS_PART } from '../documents/index.js';
import { EXPORT_PART } from '../export/index.js';
import { FILES_PART } from '../files/index.js';
import type { OpenApiPart } from '../kernel/openapi/openapi-part.js';
import { PAYMENTS_PART } from '../payments/index.js';
import { PLUGINS_PART } from '../plugins/index.js';

/**
 * Everything in the document that is no model. A module with routes of its own exports its
 * `OpenApiPart` from its `index.ts` and is listed here; a test fails while it is not. The names of
 * its routes, which the root of the API lists and permissions are given for, are those of its paths.
 */
export const OPEN_API_PARTS: readonly OpenApiPart[] = [
  DOCUMENTS_PART,
  EXPORT_PART,
  PAYMENTS_PART,
  FILES_PART,
  REPORTS_PART,
  YEAR_END_PART,
  CHART_IMPORT_PART,
  PLUGINS_PART,
];
