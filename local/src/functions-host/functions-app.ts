import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { receivedCloudEvent } from '../pubsub/cloud-event.ts';
import type { LoadedFunction } from './load-functions.ts';

/** Carried by what only the platform may send: tasks, schedule ticks, events. In the cloud, IAM sees to that. */
export const DISPATCH_HEADER = 'x-local-dispatch';
export const MANIFEST_PATH = '/__/manifest';
/** https://cloud.google.com/functions/quotas: request size of a second generation function. */
const BODY_LIMIT = '32mb';

/** Serves functions at `/{project}/{region}/{name}`, as the Firebase emulator and clients have it. */
export function functionsApp(options: {
  /** All of the bundle: the manifest names them. */
  readonly functions: readonly LoadedFunction[];
  readonly served: readonly LoadedFunction[];
  readonly projectId: string;
  readonly dispatchSecret: string;
  readonly onError: (message: string) => void;
}): Express {
  const { functions, served, projectId, dispatchSecret, onError } = options;
  const platformOnly: RequestHandler = (request, response, next) => {
    if (request.header(DISPATCH_HEADER) === dispatchSecret) next();
    else response.status(403).send('Only the platform may call this function.');
  };
  const app = express().disable('x-powered-by');
  app.get(MANIFEST_PATH, platformOnly, (_request, response) => {
    response.json(functions.map(({ description }) => description));
  });
  app.use(express.json({ limit: BODY_LIMIT, type: isJson, verify: keepRawBody }));
  app.use(express.raw({ limit: BODY_LIMIT, type: (request) => !isJson(request), verify: keepRawBody }));
  for (const loaded of served) {
    const { name, region, trigger } = loaded.description;
    const open = trigger.kind === 'callable' || trigger.kind === 'request';
    const serve = trigger.kind === 'event' ? serveEvent(loaded, onError) : serveHttp(loaded);
    app.all(`/${projectId}/${region}/${name}`, ...(open ? [serve] : [platformOnly, serve]));
  }
  app.use(answerError(onError));
  return app;
}

const serveHttp =
  ({ handler }: LoadedFunction): RequestHandler =>
  async (request, response) => {
    await handler(request, response);
  };

function serveEvent({ handler, description }: LoadedFunction, onError: (message: string) => void): RequestHandler {
  return async (request, response) => {
    const event = receivedCloudEvent({ headers: request.headers, body: request.body as unknown });
    try {
      await handler(event);
      response.status(204).end();
    } catch (error) {
      onError(`${description.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.status(500).end();
    }
  };
}

const isJson = (request: { readonly headers: { readonly 'content-type'?: string | undefined } }) =>
  /^application\/([\w.-]+\+)?json/i.test(request.headers['content-type'] ?? '');

/** Functions find the unparsed bytes there, as the cloud's own runtime gives them. */
function keepRawBody(request: object, _response: unknown, bytes: Buffer): void {
  (request as Request & { rawBody?: Buffer }).rawBody = bytes;
}

function answerError(onError: (message: string) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = (error as { readonly status?: unknown }).status;
    // Body parsing says 4xx itself; whatever else comes here is a fault.
    const code = typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
    if (code === 500) onError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    response
      .status(code)
      .json({ error: { status: code === 500 ? 'INTERNAL' : 'INVALID_ARGUMENT', message: 'Bad request.' } });
  };
}
