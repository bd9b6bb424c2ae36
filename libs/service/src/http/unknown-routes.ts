import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

type MethodsByRoute = ReadonlyMap<string, ReadonlySet<string>>;

/** Answers 404 for a path that is no route, and 405 for one that is a route of other methods. Call it before any route. */
export function refuseUnknownRoutes(fastify: FastifyInstance): void {
  const routes = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const methods = routes.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    routes.set(url, methods);
  });
  // After every onRequest hook, so that the answer carries what they add, and before the body is read.
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0]!;
    const allowed = allowedMethods(routes, path);
    if (allowed.length === 0) return done(unknownRoute(request.method, path));
    void reply.header('allow', allowed.join(', '));
    done(methodNotAllowed(request.method, allowed));
  });
}

const unknownRoute = (method: string, path: string): Problem =>
  new Problem({ status: 404, code: 'REQUEST.NOT_FOUND', detail: `There is no ${method} ${path}` });

const methodNotAllowed = (method: string, allowed: readonly string[]): Problem =>
  new Problem({
    status: 405,
    code: 'REQUEST.METHOD_NOT_ALLOWED',
    detail: `${method} is not possible here; ${allowed.join(', ')} is`,
  });

function allowedMethods(routes: MethodsByRoute, path: string): readonly string[] {
  const fitting = [...routes].filter(([route]) => matches(route, path));
  return [...new Set(fitting.flatMap(([, methods]) => [...methods]))].sort();
}

/** Whether a path is one of a route such as `/orders/:id` or `/docs/*`. */
function matches(route: string, path: string): boolean {
  const expected = route.split('/');
  const segments = path.split('/');
  if (expected.at(-1) === '*') return expected.slice(0, -1).every((part, index) => fits(part, segments[index]));
  return expected.length === segments.length && expected.every((part, index) => fits(part, segments[index]));
}

const fits = (part: string, segment: string | undefined): boolean =>
  segment !== undefined && (part === segment || (part.startsWith(':') && segment !== ''));
