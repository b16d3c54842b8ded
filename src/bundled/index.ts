export { default as customerPortalNotes } from './customer-portal-notes/index.js';
export { default as webhooks } from './webhooks/index.js';
