import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyHelmetOptions } from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { sendProblem } from '@orderflow/service';
import type { FastifyError, FastifyPluginAsync, FastifyReply } from 'fastify';

/** Nothing but what this server serves: no inline script or style, and no page of another site around it. */
const STRICT: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
};

const NOT_BUILT = `<!doctype html>
<html lang="en">
  <title>Orderflow</title>
  <h1>The dashboard is not built</h1>
  <p>Build it with <code>npx nx build dashboard</code>, then reload this page.</p>
  <p>The documentation of all routes is at <a href="/docs">/docs</a>.</p>
</html>
`;

/** A year, for files whose names change with what is in them. */
const FOR_EVER = { maxAge: '365d', immutable: true };

/** The dashboard's page at `/`, and what it loads at `/assets`. It may be built while the gateway runs. */
export const serveDashboard: FastifyPluginAsync<{ directory: string }> = async (fastify, { directory }) => {
  fastify.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(error, request, reply));
  // Files beside those asked for, with `.br` or `.gz` at the end, are sent to who understands them.
  await fastify.register(fastifyStatic, { root: directory, serve: false, preCompressed: true, suppressWarning: true });
  fastify.get('/', { helmet: STRICT }, async (_request, reply) => {
    void reply.header('cache-control', 'no-cache'); // asked for anew each time, and sent when it has changed
    return (await exists(join(directory, 'index.html')))
      ? reply.sendFile('index.html', { cacheControl: false })
      : notBuilt(reply);
  });
  fastify.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, FOR_EVER),
  );
};

const notBuilt = (reply: FastifyReply): FastifyReply =>
  reply.status(503).type('text/html; charset=utf-8').send(NOT_BUILT);

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
