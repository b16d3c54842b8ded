/**
 * The page of `/docs`.
 *
 * @param root the way from the page to the root of the server; relative, so that the page works
 *   behind a proxy that serves it under a folder
 */
export function docsPage(root: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>facturanest API</title>
    <link rel="icon" href="data:image/svg+xml,${ICON}">
    <link rel="stylesheet" href="${root}/docs/swagger-ui.css">
    <style>${STYLE}</style>
  </head>
  <body>
    <div id="docs" data-document="${root}/api/3/openapi.json"></div>
    <noscript>This page needs JavaScript; the document itself is at
      <a href="${root}/api/3/openapi.json">/api/3/openapi.json</a>.</noscript>
    <script src="${root}/docs/swagger-ui-bundle.js"></script>
    <script src="${root}/docs/start.js"></script>
  </body>
</html>
`;
}

/** Sections stay closed until somebody opens one: there are over eighty. */
export const DOCS_START = `
SwaggerUIBundle({
  url: document.getElementById('docs').dataset.document,
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  filter: true,
  persistAuthorization: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
`.trimStart();

const ICON = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">' +
    '<path fill="#1f6f54" d="M3 1h7l3 3v11H3z"/>' +
    '<path stroke="#fff" d="M5 7.5h6M5 10h6M5 12.5h3"/></svg>',
);

const STYLE = `
      body { margin: 0; background: #fafafa; }
      noscript { display: block; margin: 2em; font-family: sans-serif; }
    `;
