/** What no deployment can do without. */
export const REQUIRED_APIS = [
  'run.googleapis.com',
  'artifactregistry.googleapis.com',
  'cloudbuild.googleapis.com',
  'aiplatform.googleapis.com',
] as const;
export type RequiredApi = (typeof REQUIRED_APIS)[number];
