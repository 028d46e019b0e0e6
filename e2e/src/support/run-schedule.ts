import { FUNCTIONS_REGION, type LocalEndpoints } from '@proving-ground/shared';

/** Has Cloud Scheduler run a function now, as `gcloud scheduler jobs run` does, instead of at the next full minute. */
export async function runSchedule({ twin, projectId }: LocalEndpoints, functionName: string): Promise<void> {
  const job = `firebase-schedule-${functionName}-${FUNCTIONS_REGION}`;
  const location = `projects/${projectId}/locations/${FUNCTIONS_REGION}`;
  const url = `${twin}/cloudscheduler.googleapis.com/v1/${location}/jobs/${job}:run`;
  const response = await fetch(url, { method: 'POST' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}
