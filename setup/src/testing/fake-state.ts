import type { Policy } from '../plan/policy.ts';

export interface FakeAccount {
  readonly email: string;
  disabled: boolean;
  policy: Policy;
}

export interface FakeBucket {
  readonly projectNumber: string;
  readonly location: string;
  iamConfiguration: unknown;
  policy: Policy;
}

/** One project, and the buckets of all the world. */
export interface FakeState {
  readonly projectId: string;
  readonly projectNumber: string;
  state: string;
  billingEnabled: boolean;
  /** Taken from the caller, who otherwise may do anything. */
  readonly lacking: Set<string>;
  /** Host names of enabled APIs. */
  readonly services: Set<string>;
  policy: Policy;
  readonly accounts: Map<string, FakeAccount>;
  /** By `region/name`. */
  readonly repositories: Map<string, { readonly format: string; policy: Policy }>;
  readonly buckets: Map<string, FakeBucket>;
  readonly topics: Set<string>;
  database: { readonly type: string; readonly locationId: string } | null;
  isFirebase: boolean;
  readonly webApps: string[];
  googleSignIn: boolean;
  /** How often a new operation says that it is not done. */
  readonly pollsPerOperation: number;
  /** How often each operation under way still says that it is not done. */
  readonly operations: Map<string, number>;
}

/** What every new project has, and what setup cannot look without.
 * @see https://cloud.google.com/service-usage/docs/enabled-service */
const FIRST_SERVICES = ['serviceusage', 'storage', 'logging', 'monitoring', 'cloudresourcemanager', 'cloudbilling'];

/** A new project that somebody else has given roles in, one of them under a condition. */
export function aFakeState(changes: Partial<FakeState> = {}): FakeState {
  return {
    projectId: 'zoo-project',
    projectNumber: '123456789012',
    state: 'ACTIVE',
    billingEnabled: true,
    lacking: new Set(),
    services: new Set(FIRST_SERVICES.map((name) => `${name}.googleapis.com`)),
    policy: {
      etag: 'etag-0',
      bindings: [
        { role: 'roles/owner', members: ['user:keeper@example.com'] },
        { role: 'roles/run.admin', members: ['user:guide@example.com'] },
        {
          role: 'roles/datastore.user',
          members: ['user:guest@example.com'],
          condition: { title: 'this year', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
        },
      ],
    },
    accounts: new Map(),
    repositories: new Map(),
    buckets: new Map(),
    topics: new Set(),
    database: null,
    isFirebase: false,
    webApps: [],
    googleSignIn: false,
    pollsPerOperation: 2,
    operations: new Map(),
    ...changes,
  };
}
