import type { FastifyHelmetOptions } from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { sendProblem } from '@orderflow/service';
import type { FastifyError, FastifyPluginAsync } from 'fastify';

/** As the dashboard's, but for `eval`: the component compiles a JSON Schema to a function as it loads. */
const POLICY: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", "'unsafe-eval'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
};

/** The events as AsyncAPI: a page at `/asyncapi`, the document itself at `/asyncapi.yaml` and `/asyncapi.json`. */
export const serveAsyncApi: FastifyPluginAsync<{ directory: string }> = async (fastify, { directory }) => {
  fastify.setErrorHandler<FastifyError>((error, request, reply) => sendProblem(error, request, reply));
  await fastify.register(fastifyStatic, { root: directory, serve: false, preCompressed: true, suppressWarning: true });
  // The names do not change with what is in the files: they are asked for anew, and sent when they have changed.
  const noCache = { maxAge: 0 };
  fastify.get('/asyncapi', { helmet: POLICY }, (_request, reply) => reply.sendFile('index.html', noCache));
  fastify.get<{ Params: { file: string } }>('/asyncapi/:file', (request, reply) =>
    reply.sendFile(request.params.file, noCache),
  );
  for (const file of ['asyncapi.yaml', 'asyncapi.json'])
    fastify.get(`/${file}`, (_request, reply) => reply.sendFile(file, noCache));
};
