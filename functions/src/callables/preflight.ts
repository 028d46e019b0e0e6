import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { assessProject } from '../preflight/assess-project.ts';
import { observeProject } from '../preflight/observe-project.ts';

/** Says what stands in the way of a deployment, before anything costs money. */
export async function preflight(
  { request, now }: { readonly request: CallableRequest<'preflight'>; readonly now: Date },
  dependencies: Parameters<typeof observeProject>[1],
): Promise<CallableResponse<'preflight'>> {
  const { spec, regions = [spec.region] } = request;
  const together = regions.map((region) => ({ ...spec, region }));
  const sight = await observeProject(spec, dependencies);
  return { at: now.toISOString(), findings: [...assessProject(spec, sight, together)] };
}
