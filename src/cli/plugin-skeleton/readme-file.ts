import type { SkeletonNames } from './skeleton-names.js';

export function readmeFile({ name, className, resource, route, words }: SkeletonNames): string {
  return `# ${name}

A plugin of facturanest: a ${words} for every customer.

- \`/api/3/${resource}\`: what is to be done (\`codcliente\`, \`text\`, \`due\`, \`done\`)
- \`GET /api/3/${route}/{codcliente}\`: what is left for one customer; \`POST\` there: all of it is done
- a new customer gets the first one by itself; its text is the setting \`welcome\`
- a customer with one that is open can not be deleted

## Build and enable

\`\`\`
npm run build
\`\`\`

Start the server again, so that it loads what you built, and enable the plugin once:

\`\`\`
facturanest plugin enable ${name}
\`\`\`

From a copy of the server's repository that is \`npm run cli -- plugin enable ${name}\`; over HTTP,
\`POST /api/3/plugins/${name}/enable\`.

## Files

| File | What it is |
| --- | --- |
| \`src/index.ts\` | the definition: everything that the server gets from the plugin |
| \`src/${name}.entity.ts\` | the model \`${className}\`: each column once |
| \`src/${name}.rules.ts\` | what must be true of its records |
| \`src/${name}.hooks.ts\` | what it does to records of other models, and refuses |
| \`src/${name}.handler.ts\` | what it does after a commit |
| \`src/${name}.controller.ts\` | its route |
`;
}
