import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const billingInfo = z.object({ billingEnabled: z.boolean().default(false) });

/** Whether the project pays for what it uses; without that nothing runs.
 * @see https://cloud.google.com/billing/docs/reference/rest/v1/projects/getBillingInfo */
export async function isBillingEnabled(projectId: string): Promise<boolean> {
  const answer = await googleRest({
    api: 'Cloud Billing',
    host: 'cloudbilling.googleapis.com',
    method: 'GET',
    path: `/v1/projects/${projectId}/billingInfo`,
  });
  return billingInfo.parse(answer).billingEnabled;
}
