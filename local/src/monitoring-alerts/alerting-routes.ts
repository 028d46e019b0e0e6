import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { answerError, googleError } from '../rest/google-error.ts';
import { apiDisabledMessage } from '../service-usage/api-disabled-message.ts';
import { type AlertPolicy, alertPolicy } from './alert-policy.ts';
import { notificationChannel } from './notification-channel.ts';
import type { Alerting } from './open-alerting.ts';
import type { Named, ResourceStore } from './resource-store.ts';
import { uptimeCheck } from './uptime-check.ts';

const HOST = 'monitoring.googleapis.com';
const BASE = `/${HOST}/v3/projects/:project`;
const MAX_PAGE_SIZE = 1_000;
const pageParameters = z.object({
  pageSize: z.coerce.number().int().min(0).default(0),
  pageToken: z
    .string()
    .regex(/^\d{0,9}$/)
    .default(''),
});

export interface AlertingRoutesOptions {
  readonly projectId: string;
  readonly alerting: Alerting;
  readonly isEnabled: (service: string) => boolean;
}

/** Alert policies, notification channels, uptime checks and alerts of the Cloud Monitoring API.
 * @see https://cloud.google.com/monitoring/api/ref_v3/rest */
export function alertingRoutes({ projectId, alerting, isEnabled }: AlertingRoutesOptions): Hono {
  const { policies, channels, checks, alerts } = alerting;
  const app = new Hono();
  const mayCall = (context: Context) => {
    const project = context.req.param('project') ?? '';
    if (project !== projectId) throw googleError('PERMISSION_DENIED', `Permission denied on project ${project}.`);
    if (isEnabled(HOST)) return;
    throw googleError(
      'PERMISSION_DENIED',
      apiDisabledMessage({ api: 'Cloud Monitoring API', service: HOST, projectId }),
    );
  };

  function collection<S extends z.ZodType<object>>(
    name: string,
    schema: S,
    store: ResourceStore<z.output<S>>,
    hooks: {
      readonly check?: (resource: z.output<S>) => void;
      readonly remove?: (name: string, isForced: boolean) => Promise<void>;
    } = {},
  ): void {
    const path = `${BASE}/${name}`;
    const find = (context: Context) => {
      mayCall(context);
      const full = `projects/${projectId}/${name}/${context.req.param('id')}`;
      const found = store.get(full);
      if (!found) throw googleError('NOT_FOUND', `Could not find ${full}.`);
      return found;
    };
    app.get(path, (context) => {
      mayCall(context);
      return context.json(page(context, name, store.list()));
    });
    app.post(path, async (context) => {
      mayCall(context);
      const resource = parse(name, schema, await context.req.json().catch(() => null));
      hooks.check?.(resource);
      return context.json(await store.add(resource));
    });
    app.get(`${path}/:id`, (context) => context.json(find(context)));
    app.patch(`${path}/:id`, async (context) => {
      const found = find(context);
      const given: unknown = await context.req.json().catch(() => null);
      const mask = context.req.query('updateMask')?.split(',') ?? [];
      const resource = parse(name, schema, merged(found, given, mask));
      hooks.check?.(resource);
      const next = { ...resource, name: found.name };
      await store.replace(next);
      return context.json(next);
    });
    app.delete(`${path}/:id`, async (context) => {
      const found = find(context);
      await hooks.remove?.(found.name, context.req.query('force') === 'true');
      await store.remove([found.name]);
      return context.json({});
    });
  }

  collection<typeof alertPolicy>('alertPolicies', alertPolicy, policies, {
    check: ({ notificationChannels }) => {
      const unknown = notificationChannels.find((name) => channels.get(name) === null);
      if (unknown) throw googleError('NOT_FOUND', `Could not find ${unknown}.`);
    },
  });
  collection('notificationChannels', notificationChannel, channels, {
    remove: async (name, isForced) => {
      const users = policies.list().filter(({ notificationChannels }) => notificationChannels.includes(name));
      if (users.length > 0 && !isForced) {
        throw googleError('FAILED_PRECONDITION', `${name} is still used by ${users.length} alert policies.`);
      }
      for (const policy of users) await policies.replace(withoutChannel(policy, name));
    },
  });
  collection('uptimeCheckConfigs', uptimeCheck, checks);

  app.get(`${BASE}/alerts`, (context) => {
    mayCall(context);
    const newestFirst = alerts.list().toSorted((one, other) => (one.openTime < other.openTime ? 1 : -1));
    return context.json(page(context, 'alerts', newestFirst));
  });
  app.get(`${BASE}/alerts/:id`, (context) => {
    mayCall(context);
    const found = alerts.get(`projects/${projectId}/alerts/${context.req.param('id')}`);
    if (!found) throw googleError('NOT_FOUND', 'Could not find the alert.');
    return context.json(found);
  });
  app.onError(answerError);
  return app;
}

function parse<S extends z.ZodType>(collection: string, schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw googleError(
    'INVALID_ARGUMENT',
    `Field ${collection}${field ? `.${field}` : ''} ${issue?.message ?? 'is invalid'}`,
  );
}

/** The fields that the mask names, or all that are given. */
function merged(found: object, given: unknown, mask: readonly string[]): object {
  const fields = Object.entries(given ?? {});
  return { ...found, ...Object.fromEntries(mask.length === 0 ? fields : fields.filter(([key]) => mask.includes(key))) };
}

function page<T>(context: Context, name: string, all: readonly T[]): object {
  const parsed = pageParameters.safeParse(context.req.query());
  if (!parsed.success) throw googleError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
  const skip = Number(parsed.data.pageToken || '0');
  const size = Math.min(parsed.data.pageSize || (name === 'alerts' ? 50 : MAX_PAGE_SIZE), MAX_PAGE_SIZE);
  const items = all.slice(skip, skip + size);
  return {
    // As REST does with empty lists and texts, they are left out.
    ...(items.length > 0 && { [name]: items }),
    ...(skip + size < all.length && { nextPageToken: String(skip + size) }),
    totalSize: all.length,
  };
}

function withoutChannel(policy: AlertPolicy & Named, name: string): AlertPolicy & Named {
  return { ...policy, notificationChannels: policy.notificationChannels.filter((channel) => channel !== name) };
}
