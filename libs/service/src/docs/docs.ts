import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemSchema } from './problem-schema.js';

const PROBLEM_RESPONSE = {
  description: 'Any error, as RFC 9457 problem details',
  content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemSchema) } } },
};

/** The name of the security scheme of every route that is not public. */
export const BEARER = 'bearer';

/** An OpenAPI document that is served elsewhere. */
export interface DocumentLink {
  readonly name: string;
  readonly url: string;
}

/**
 * Serves the OpenAPI document at `/docs/json` and Swagger UI at `/docs`, over this document or, where there are
 * others, over all of them, this one last. The document is built when it is first asked for.
 */
export function serveDocs(app: NestFastifyApplication, title: string, others: readonly DocumentLink[] = []): void {
  const choice = others.length > 0 && { urls: [...others, { name: title, url: '/docs/json' }] };
  SwaggerModule.setup('docs', app, () => documentOf(app, title), {
    jsonDocumentUrl: 'docs/json',
    raw: ['json'],
    customSiteTitle: `${title} · Orderflow`,
    explorer: others.length > 0,
    swaggerOptions: { validatorUrl: 'none', ...choice }, // the page asks nobody else
  });
}

function documentOf(app: NestFastifyApplication, title: string): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle(title)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, BEARER)
    .build();
  const document = SwaggerModule.createDocument(app, outline, { extraModels: [ProblemSchema] });
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation) operation.responses['default'] ??= PROBLEM_RESPONSE;
    }
  }
  return document;
}
