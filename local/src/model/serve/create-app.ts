import { Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import { chatRoutes } from './chat-routes.ts';
import { modelRoutes } from './model-routes.ts';
import type { ServerContext } from './server-context.ts';

const UNSUPPORTED = ['create', 'push', 'copy', 'delete', 'embed', 'embeddings', 'blobs'];

/** Ollama's HTTP API, as far as this product and its tools use it. */
export function createApp(context: ServerContext): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const startedAtMs = performance.now();
    await next();
    context.onLog(`${c.req.method} ${c.req.path} ${c.res.status} ${Math.round(performance.now() - startedAtMs)} ms`);
  });
  app.get('/', (c) => c.text('Ollama is running'));
  app.get('/api/version', (c) => c.json({ version: context.version }));
  app.route('/', chatRoutes(context));
  app.route('/', modelRoutes(context));
  for (const name of UNSUPPORTED) {
    app.all(`/api/${name}/*`, (c) => c.json({ error: `${c.req.path} is not supported by this model server` }, 501));
  }
  app.notFound((c) => c.text('404 page not found', 404));
  app.onError((error, c) => {
    if (error instanceof ApiError) return c.json({ error: error.message }, error.status);
    context.onLog(`${c.req.path} failed: ${error.stack ?? error.message}`);
    return c.json({ error: error.message }, 500);
  });
  return app;
}
