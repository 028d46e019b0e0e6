/** What every API answers (PERMISSION_DENIED) in a project that has not enabled it. */
export function apiDisabledMessage(options: {
  readonly api: string;
  readonly service: string;
  readonly projectId: string;
}): string {
  const { api, service, projectId } = options;
  const url = `https://console.developers.google.com/apis/api/${service}/overview?project=${projectId}`;
  return `${api} has not been used in project ${projectId} before or it is disabled. Enable it by visiting ${url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`;
}
