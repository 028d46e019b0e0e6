/**
 * google.cloud.run.v2 as the twin reads and writes it: enums and int64 are strings, absent is absent.
 * Fields the twin has no use for are kept and given back as they came.
 */
export interface Timestamp {
  readonly seconds: string | number;
  readonly nanos?: number;
}

export interface Duration {
  readonly seconds?: string | number;
  readonly nanos?: number;
}

export type StringMap = Readonly<Record<string, string>>;

export interface EnvVar {
  readonly name?: string;
  readonly value?: string;
  readonly valueSource?: object;
}

export interface Probe {
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
  readonly httpGet?: {
    readonly path?: string;
    readonly port?: number;
    readonly httpHeaders?: readonly { readonly name?: string; readonly value?: string }[];
  };
  readonly tcpSocket?: { readonly port?: number };
  readonly grpc?: object;
}

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly resources?: {
    readonly limits?: StringMap;
    readonly cpuIdle?: boolean;
    readonly startupCpuBoost?: boolean;
  };
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number }[];
  readonly volumeMounts?: readonly object[];
  readonly workingDir?: string;
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
}

export interface RevisionTemplate {
  readonly revision?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly scaling?: { readonly minInstanceCount?: number; readonly maxInstanceCount?: number };
  readonly timeout?: Duration;
  readonly serviceAccount?: string;
  readonly containers?: readonly Container[];
  readonly volumes?: readonly object[];
  readonly executionEnvironment?: string;
  readonly maxInstanceRequestConcurrency?: number;
  readonly healthCheckDisabled?: boolean;
  readonly nodeSelector?: { readonly accelerator?: string };
  readonly gpuZonalRedundancyDisabled?: boolean;
}

export const LATEST = 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST';
export const BY_REVISION = 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION';

export interface TrafficTarget {
  readonly type?: string;
  readonly revision?: string;
  readonly percent?: number;
  readonly tag?: string;
}

interface TrafficTargetStatus extends TrafficTarget {
  readonly uri?: string;
}

export interface Condition {
  readonly type: string;
  readonly state: 'CONDITION_PENDING' | 'CONDITION_RECONCILING' | 'CONDITION_FAILED' | 'CONDITION_SUCCEEDED';
  readonly message?: string;
  readonly lastTransitionTime: Timestamp;
  readonly severity?: string;
  readonly reason?: string;
  readonly revisionReason?: string;
}

/** The part of a service that its owner decides. */
export interface ServiceSpec {
  readonly description?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly client?: string;
  readonly clientVersion?: string;
  readonly ingress?: string;
  readonly launchStage?: string;
  readonly binaryAuthorization?: object;
  readonly template?: RevisionTemplate;
  readonly traffic?: readonly TrafficTarget[];
  readonly scaling?: {
    readonly minInstanceCount?: number;
    readonly maxInstanceCount?: number;
    readonly manualInstanceCount?: number;
    readonly scalingMode?: string;
  };
  readonly invokerIamDisabled?: boolean;
  readonly defaultUriDisabled?: boolean;
  readonly iapEnabled?: boolean;
  readonly multiRegionSettings?: object;
  readonly customAudiences?: readonly string[];
  readonly buildConfig?: object;
}

export const SPEC_FIELDS = [
  'description',
  'labels',
  'annotations',
  'client',
  'clientVersion',
  'ingress',
  'launchStage',
  'binaryAuthorization',
  'template',
  'traffic',
  'scaling',
  'invokerIamDisabled',
  'defaultUriDisabled',
  'iapEnabled',
  'multiRegionSettings',
  'customAudiences',
  'buildConfig',
] as const satisfies readonly (keyof ServiceSpec)[];

/** A service as requests carry it and answers give it. */
export interface Service extends ServiceSpec {
  readonly name?: string;
  readonly uid?: string;
  readonly generation?: string;
  readonly observedGeneration?: string;
  readonly createTime?: Timestamp;
  readonly updateTime?: Timestamp;
  readonly deleteTime?: Timestamp;
  readonly expireTime?: Timestamp;
  readonly creator?: string;
  readonly lastModifier?: string;
  readonly terminalCondition?: Condition;
  readonly conditions?: readonly Condition[];
  readonly latestReadyRevision?: string;
  readonly latestCreatedRevision?: string;
  readonly trafficStatuses?: readonly TrafficTargetStatus[];
  readonly uri?: string;
  readonly urls?: readonly string[];
  readonly reconciling?: boolean;
  readonly etag?: string;
}
