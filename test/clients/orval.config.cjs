module.exports = {
  facturanest: {
    input: '../../openapi.json',
    output: {
      target: 'generated/orval.ts',
      client: 'fetch',
      override: { fetch: { includeHttpResponseReturnType: false } },
    },
  },
};
