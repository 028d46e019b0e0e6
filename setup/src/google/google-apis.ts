/**
 * Where each Google API answers; tests put a stand-in here.
 * @see https://cloud.google.com/apis/docs/overview
 */
export const GOOGLE_APIS = {
  artifactRegistry: 'https://artifactregistry.googleapis.com',
  billing: 'https://cloudbilling.googleapis.com',
  firebase: 'https://firebase.googleapis.com',
  firestore: 'https://firestore.googleapis.com',
  iam: 'https://iam.googleapis.com',
  identityToolkit: 'https://identitytoolkit.googleapis.com',
  pubSub: 'https://pubsub.googleapis.com',
  resourceManager: 'https://cloudresourcemanager.googleapis.com',
  serviceUsage: 'https://serviceusage.googleapis.com',
  storage: 'https://storage.googleapis.com',
} as const;

export type GoogleApi = keyof typeof GOOGLE_APIS;
export type GoogleApis = Readonly<Record<GoogleApi, string>>;

/** Their names for a reader. */
export const API_TITLES: GoogleApis = {
  artifactRegistry: 'Artifact Registry',
  billing: 'Cloud Billing',
  firebase: 'Firebase Management',
  firestore: 'Firestore',
  iam: 'IAM',
  identityToolkit: 'Identity Toolkit',
  pubSub: 'Pub/Sub',
  resourceManager: 'Resource Manager',
  serviceUsage: 'Service Usage',
  storage: 'Cloud Storage',
};
