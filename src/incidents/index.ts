export { BanGuard } from './ban.guard.js';
export { IncidentsModule } from './incidents.module.js';
export { Incidents } from './incidents.service.js';
export { RateLimitGuard } from './rate-limit.guard.js';
export { SlidingWindowStorage } from './sliding-window.storage.js';
