export type BuildStatus =
  | 'QUEUED'
  | 'WORKING'
  | 'SUCCESS'
  | 'FAILURE'
  | 'INTERNAL_ERROR'
  | 'TIMEOUT'
  | 'CANCELLED'
  | 'EXPIRED';

export type FailureType =
  | 'PUSH_FAILED'
  | 'PUSH_IMAGE_NOT_FOUND'
  | 'PUSH_NOT_AUTHORIZED'
  | 'LOGGING_FAILURE'
  | 'USER_BUILD_STEP'
  | 'FETCH_SOURCE_FAILED';

/** RFC 3339. */
export type Timestamp = string;
/** As JSON spells google.protobuf.Duration: `600s`. */
export type Duration = string;

export interface TimeSpan {
  readonly startTime: Timestamp;
  readonly endTime: Timestamp;
}

export interface BuildStep {
  readonly name: string;
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  readonly dir?: string;
  readonly id?: string;
  readonly waitFor?: readonly string[];
  readonly entrypoint?: string;
  readonly script?: string;
  readonly secretEnv?: readonly string[];
  readonly volumes?: readonly { readonly name?: string; readonly path?: string }[];
  readonly timeout?: Duration;
  readonly allowFailure?: boolean;
  readonly allowExitCodes?: readonly number[];
  readonly automapSubstitutions?: boolean;
  readonly status?: BuildStatus;
  readonly exitCode?: number;
  readonly timing?: TimeSpan;
}

export interface StorageSource {
  readonly bucket?: string;
  readonly object?: string;
  readonly generation?: string;
}

export interface BuildOptions {
  readonly env?: readonly string[];
  readonly logging?: string;
  readonly defaultLogsBucketBehavior?: string;
  readonly substitutionOption?: string;
  readonly automapSubstitutions?: boolean;
  readonly [other: string]: unknown;
}

export interface BuiltImage {
  readonly name: string;
  readonly digest: string;
  readonly pushTiming: TimeSpan;
}

/** A build as the REST API spells it: what is stored, published, and (as a protobuf) answered. */
export interface Build {
  readonly name: string;
  readonly id: string;
  readonly projectId: string;
  readonly status: BuildStatus;
  readonly statusDetail?: string;
  readonly source?: { readonly storageSource?: StorageSource; readonly [other: string]: unknown };
  readonly sourceProvenance?: { readonly resolvedStorageSource: StorageSource };
  readonly steps: readonly BuildStep[];
  readonly images?: readonly string[];
  readonly results?: {
    readonly images?: readonly BuiltImage[];
    readonly buildStepImages?: readonly string[];
    readonly buildStepOutputs?: readonly string[];
  };
  readonly createTime: Timestamp;
  readonly startTime?: Timestamp;
  readonly finishTime?: Timestamp;
  readonly timeout: Duration;
  readonly queueTtl: Duration;
  readonly logsBucket?: string;
  readonly logUrl?: string;
  readonly options?: BuildOptions;
  readonly substitutions?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  readonly timing?: Readonly<Record<string, TimeSpan>>;
  readonly serviceAccount?: string;
  readonly failureInfo?: { readonly type: FailureType; readonly detail: string };
}

/** What a client may say of a build. */
export type BuildRequest = Pick<
  Build,
  'source' | 'steps' | 'images' | 'logsBucket' | 'options' | 'substitutions' | 'tags' | 'serviceAccount'
> & { readonly timeout?: Duration; readonly queueTtl?: Duration };

export const isTerminal = (status: BuildStatus) => status !== 'QUEUED' && status !== 'WORKING';

export const durationMs = (duration: Duration) => Number.parseFloat(duration) * 1_000;
