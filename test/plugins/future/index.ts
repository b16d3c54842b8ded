import { definePlugin } from 'facturanest/plugin';

export default definePlugin({
  name: 'future',
  version: '9.1.0',
  description: 'For a server that does not exist yet.',
  compatible: '>=99.0.0',
});
