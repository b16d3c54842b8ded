export { declaredDocument, writeOpenApi } from './committed-document.js';
export { documentText } from './document-text.js';
export { OpenApiModule } from './openapi.module.js';
export { OPEN_API_PARTS } from './parts.js';
export { serverVersion } from '../kernel/server-version.js';
