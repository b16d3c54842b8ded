export { declaredDocument, writeOpenApi } from './committed-document.js';
export { documentText } from './document-text.js';
export { OpenApiModule } from './openapi.module.js';
export type * from './openapi-types.js';
export type { OpenApiPart, PartTools } from './parts.js';
export { serverVersion } from '../kernel/server-version.js';
