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

/**
 * Starts Swagger UI. Sections stay closed until somebody opens one: there are over eighty.
 *
 * Swagger UI parses the whole document again for each operation that is opened, which takes it
 * seconds; `lean` lets it see only what the operation refers to. The fields of a form it would fill
 * with samples or defaults, and send every one: here they begin empty, and only what a person fills
 * in is sent.
 */
export const DOCS_START = `
const FOR_THIS_SERVER = {
  afterLoad({ fn }) {
    const { resolveSubtree, getSampleSchema } = fn;
    fn.resolveSubtree = (document, path, options) =>
      resolveSubtree(lean(document, path), path, options);
    fn.getSampleSchema = (schema, mediaType, ...options) =>
      mediaType === false ? undefined : getSampleSchema(schema, mediaType, ...options);
  },
  wrapComponents: {
    ParameterIncludeEmpty: (Original, { React }) => (props) => {
      const isIncludedOptions = { ...props.isIncludedOptions, defaultValue: false };
      return React.createElement(Original, { ...props, isIncludedOptions });
    },
  },
};

function lean({ openapi, info, servers, paths, components }, [section, name]) {
  const found = { openapi, info, servers, paths: {}, components: {} };
  const take = (kind, key) => {
    const value = components[kind]?.[key];
    if (value === undefined || found.components[kind]?.[key]) return;
    (found.components[kind] ??= {})[key] = value;
    follow(value);
  };
  const follow = (value) => {
    if (typeof value !== 'object' || value === null) return;
    const [, kind, key] = /^#\\/components\\/(\\w+)\\/(.+)$/.exec(value.$ref ?? '') ?? [];
    if (kind) take(kind, key);
    Object.values(value).forEach(follow);
  };
  if (section === 'paths' && paths[name]) follow((found.paths[name] = paths[name]));
  if (section === 'components') Object.keys(components[name] ?? {}).forEach((key) => take(name, key));
  return found;
}

SwaggerUIBundle({
  url: document.getElementById('docs').dataset.document,
  dom_id: '#docs',
  plugins: [FOR_THIS_SERVER],
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
      .swagger-ui table.parameters textarea { min-height: 4.5em; height: 4.5em; }
    `;
