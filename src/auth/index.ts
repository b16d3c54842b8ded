export { hashApiKey } from './api-key-hash.js';
export { ApiChecks, ApiPipeline } from './api-pipeline.js';
export { AuthModule } from './auth.module.js';
export { EnabledGuard, isApiEnabled } from './enabled.guard.js';
export { Permissions } from './permissions.js';
