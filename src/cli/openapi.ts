import { Command } from 'commander';
import { fileURLToPath } from 'node:url';
import { declaredDocument, documentText, writeOpenApi } from '../openapi/index.js';
import type { Shell } from './shell.js';

/** The committed document, at the root of the repository: beside `src` and `dist`. */
const COMMITTED = fileURLToPath(new URL('../../openapi.json', import.meta.url));

const HELP = `
A running server sends the same document at /api/3/openapi.json.

Examples:
  $ facturanest openapi > openapi.json
  $ facturanest openapi --write
`;

export function openApiCommand({ terminal }: Shell): Command {
  return new Command('openapi')
    .description('print the OpenAPI document of the API')
    .option('--write', 'write it to openapi.json at the root of the repository instead')
    .addHelpText('after', HELP)
    .action(async ({ write = false }: { write?: boolean }) => {
      if (!write) {
        terminal.raw.print(documentText(declaredDocument()));
        return;
      }
      await writeOpenApi(COMMITTED);
      terminal.say(`${COMMITTED} is written.`);
    });
}
