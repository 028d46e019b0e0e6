import { GPU_TYPES } from '@proving-ground/shared';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { answerError, answerUnknownRoute, googleError } from '../rest/google-error.ts';
import type { ProjectQuotas } from './project-quotas.ts';

const BILLING = '/cloudbilling.googleapis.com/v1';
const RESOURCES = '/cloudresourcemanager.googleapis.com/v1';
const QUOTAS = '/cloudquotas.googleapis.com/v1';
const BYTES_PER_GIB = 1_024 ** 3;
const testRequest = z.object({ permissions: z.array(z.string()).min(1).max(100) });

/**
 * What a deployment asks of the project before it starts: its billing, what the functions may do, its quotas. On one
 * machine billing is on and everything is allowed; the quotas are those that the twin was started with.
 */
export function projectRoutes(options: { readonly projectId: string; readonly quotas: ProjectQuotas }): Hono {
  const { projectId, quotas } = options;
  const app = new Hono();
  function needProject(context: Context, project = context.req.param('project') ?? ''): void {
    if (project !== projectId) throw googleError('PERMISSION_DENIED', `The caller has no access to ${project}.`);
  }

  app.get(`${BILLING}/projects/:project/billingInfo`, (context) => {
    needProject(context);
    const billingAccountName = 'billingAccounts/000000-000000-000000';
    return context.json({
      name: `projects/${projectId}/billingInfo`,
      projectId,
      billingAccountName,
      billingEnabled: true,
    });
  });
  app.post(`${RESOURCES}/projects/:call`, async (context) => {
    const [project = '', verb] = context.req.param('call').split(':');
    if (verb !== 'testIamPermissions') return answerUnknownRoute('Resource Manager', 'POST', context.req.path);
    needProject(context, project);
    const parsed = testRequest.safeParse(await context.req.json().catch(() => null));
    if (!parsed.success) throw googleError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
    return context.json({ permissions: parsed.data.permissions });
  });
  app.get(`${QUOTAS}/projects/:project/locations/global/services/run.googleapis.com/quotaInfos/:id`, (context) => {
    needProject(context);
    const quotaId = context.req.param('id');
    const quota = quotaOf(quotaId, quotas);
    if (quota === null) throw googleError('NOT_FOUND', `Quota ${quotaId} is not found.`);
    const name = `projects/${projectId}/locations/global/services/run.googleapis.com/quotaInfos/${quotaId}`;
    return context.json({
      name,
      quotaId,
      service: 'run.googleapis.com',
      isPrecise: true,
      dimensions: ['region'],
      dimensionsInfos: [
        { dimensions: {}, details: { value: String(quota.units) }, applicableLocations: quota.regions },
      ],
    });
  });
  for (const [api, base] of [
    ['Cloud Billing', BILLING],
    ['Resource Manager', RESOURCES],
    ['Cloud Quotas', QUOTAS],
  ] as const) {
    app.all(`${base}/*`, (context) => answerUnknownRoute(api, context.req.method, context.req.path));
  }
  app.onError(answerError);
  return app;
}

interface Quota {
  readonly units: number;
  readonly regions: readonly string[];
}

function quotaOf(quotaId: string, { gpus, memoryGiB, regions }: ProjectQuotas): Quota | null {
  switch (quotaId) {
    case 'NvidiaL4GpuAllocNoZonalRedundancyPerProjectRegion':
      return { units: gpus, regions: GPU_TYPES['nvidia-l4'].regions };
    case 'NvidiaRtxPro6000GpuAllocNoZonalRedundancyPerProjectRegion':
      // This one counts thousandths.
      return { units: gpus * 1_000, regions: GPU_TYPES['nvidia-rtx-pro-6000'].regions };
    case 'MemAllocPerProjectRegion':
      return { units: memoryGiB * BYTES_PER_GIB, regions };
    default:
      return null;
  }
}
