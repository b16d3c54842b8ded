import { mergeConfig } from 'vitest/config';
import server from '../../vitest.config.js';

/** Of `npm run clients`: the same server, under clients that were made from its document. */
export default mergeConfig(
  { ...server, test: { ...server.test, include: [], exclude: [] } },
  { test: { include: ['test/clients/*.spec.ts'], testTimeout: 300_000 } },
);
