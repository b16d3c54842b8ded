import { Controller, Get, NotFoundException, Param, Req } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Answer } from '../kernel/http/answer.js';
import type { ApiRequest } from '../kernel/http/api-request.js';
import { DOCS_START, docsPage } from './docs-page.js';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const FOR_AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };
/** Everything comes from this server; Swagger UI sets styles of elements. */
const OWN_FILES_ONLY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** Swagger UI over the document of this server, with no other server involved. */
@Controller('docs')
export class DocsController {
  @Get()
  page(@Req() { path }: ApiRequest): Answer {
    return new Answer(200, docsPage(path.endsWith('/') ? '..' : '.'), {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': OWN_FILES_ONLY,
    });
  }

  @Get('start.js')
  start(): Answer {
    return new Answer(200, DOCS_START, {
      'Content-Type': 'text/javascript; charset=utf-8',
      ...FOR_AN_HOUR,
    });
  }

  @Get(':file')
  async file(@Param('file') name: string): Promise<Answer> {
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (type === undefined) throw new NotFoundException();
    const text = await readFile(join(SWAGGER_UI, name), 'utf8');
    return new Answer(200, text, { 'Content-Type': type, ...FOR_AN_HOUR });
  }
}
