import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { answerError, answerUnknownRoute, googleError } from '../rest/google-error.ts';
import { isServiceName, type ServiceUsage } from './service-usage.ts';

const BASE = '/serviceusage.googleapis.com/v1';
const MAX_BATCH_ENABLE = 20;
const MAX_BATCH_GET = 30;
const batchEnable = z.object({ serviceIds: z.array(z.string()).min(1).max(MAX_BATCH_ENABLE) });

/** The Service Usage API. @see https://cloud.google.com/service-usage/docs/reference/rest/v1/services */
export function serviceUsageRoutes({
  projectId,
  usage,
}: {
  readonly projectId: string;
  readonly usage: ServiceUsage;
}): Hono {
  const app = new Hono();
  const resource = (service: string) => ({
    name: `projects/${projectId}/services/${service}`,
    config: { name: service },
    state: usage.isEnabled(service) ? 'ENABLED' : 'DISABLED',
    parent: `projects/${projectId}`,
  });
  const operation = (response: object) => ({ name: `operations/acat.${randomUUID()}`, done: true, response });

  function needProject(context: Context): void {
    if (context.req.param('project') === projectId) return;
    throw googleError('PERMISSION_DENIED', `Permission denied to access project ${context.req.param('project')}.`);
  }
  function needService(name: string): string {
    if (isServiceName(name)) return name;
    throw googleError('INVALID_ARGUMENT', `"${name}" is no service name.`);
  }

  app.get(`${BASE}/projects/:project/services:batchGet`, (context) => {
    needProject(context);
    const names = context.req.queries('names') ?? [];
    if (names.length === 0 || names.length > MAX_BATCH_GET) {
      throw googleError('INVALID_ARGUMENT', `names: between 1 and ${MAX_BATCH_GET} service names are required.`);
    }
    const prefix = `projects/${projectId}/services/`;
    const services = names.map((name) => {
      if (!name.startsWith(prefix)) throw googleError('INVALID_ARGUMENT', `names: "${name}" must begin with ${prefix}`);
      return resource(needService(name.slice(prefix.length)));
    });
    return context.json({ services });
  });
  app.post(`${BASE}/projects/:project/services:batchEnable`, async (context) => {
    needProject(context);
    const parsed = batchEnable.safeParse(await context.req.json().catch(() => null));
    if (!parsed.success) throw googleError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
    const services = parsed.data.serviceIds.map(needService);
    await usage.enable(services);
    return context.json(operation({ services: services.map(resource) }));
  });
  app.get(`${BASE}/projects/:project/services`, (context) => {
    needProject(context);
    const filter = context.req.query('filter') ?? 'state:ENABLED';
    if (filter !== 'state:ENABLED')
      throw googleError('INVALID_ARGUMENT', 'filter: the local twin lists state:ENABLED only.');
    return context.json({ services: usage.list().map(resource) });
  });
  app.get(`${BASE}/projects/:project/services/:service`, (context) => {
    needProject(context);
    return context.json(resource(needService(context.req.param('service'))));
  });
  app.post(`${BASE}/projects/:project/services/:call`, async (context) => {
    needProject(context);
    const [name = '', verb] = context.req.param('call').split(':');
    const service = needService(name);
    if (verb === 'enable') await usage.enable([service]);
    else if (verb === 'disable') await usage.disable(service);
    else return answerUnknownRoute('Service Usage', 'POST', context.req.path);
    return context.json(operation({ service: resource(service) }));
  });
  app.get(`${BASE}/operations/:operation`, (context) =>
    context.json({ name: `operations/${context.req.param('operation')}`, done: true, response: {} }),
  );
  app.all(`${BASE}/*`, (context) => answerUnknownRoute('Service Usage', context.req.method, context.req.path));
  app.onError(answerError);
  return app;
}
