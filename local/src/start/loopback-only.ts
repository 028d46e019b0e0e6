import type { MiddlewareHandler } from 'hono';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Keeps web pages out of servers that trust whoever reaches them: a page of another site may send requests to this
 * machine, but it can't hide its origin, nor, under a name that points here, the name.
 */
export const loopbackOnly: MiddlewareHandler = async (context, next) => {
  const { hostname } = new URL(context.req.url);
  if (!LOOPBACK.has(hostname) || context.req.header('origin') !== undefined) {
    return context.json({ error: { code: 403, message: 'Only programs of this machine may call the twin.' } }, 403);
  }
  await next();
  return undefined;
};
