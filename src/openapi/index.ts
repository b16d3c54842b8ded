export { declaredDocument, writeOpenApi } from './committed-document.js';
export { documentText } from './document-text.js';
export { OpenApiModule } from './openapi.module.js';
export { ref, type OpenApiDocument, type Operation, type PathItem } from './openapi-types.js';
export type { OpenApiPart } from './parts.js';
export { answer, refusals } from './responses.js';
export { serverVersion } from './server-version.js';
