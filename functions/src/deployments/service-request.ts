import {
  CHAT_RETENTION_DAYS,
  CONTAINER_PORT,
  type Deployment,
  type DeploymentSpec,
  type ReleasedVersion,
  TUTORIAL_LABEL,
} from '@proving-ground/shared';
import { MANAGED_LABEL, type RunService } from '../gcp/cloud-run.ts';

interface ServiceInput {
  readonly deployment: Deployment;
  readonly projectId: string;
  readonly serviceAccount: string;
  /** `name@sha256:…`: a digest cannot be moved under a running service. */
  readonly image: string;
}

/** Named after the deployment, so that asking twice cannot make a second revision. */
export function revisionName(serviceName: string, deploymentId: string): string {
  return `${serviceName}-${deploymentId.slice(0, 8)}`;
}

/** The GPU model server as Cloud Run v2 wants it: CPU always allocated, private, one GPU without zonal redundancy. */
export function backendService({ deployment, serviceAccount, image }: ServiceInput): RunService {
  const { backend } = deployment.spec;
  return service({
    deployment,
    kind: backend,
    serviceAccount,
    image,
    env: { ...backend.env, OLLAMA_NUM_PARALLEL: String(backend.parallelRequests) },
    gpuType: backend.gpuType,
    // GPU instances are billed for their whole life; for the agent false would be the silent default.
    cpuIdle: backend.gpuType === null,
    startupProbe: {
      httpGet: { path: '/', port: CONTAINER_PORT },
      periodSeconds: 2,
      timeoutSeconds: 2,
      failureThreshold: 120,
    },
  });
}

/** The agent, billed per request, pointing at the very backend revision it was released with, by its tag. */
export function agentService(input: ServiceInput & { readonly backendUrl: string }): RunService {
  const { deployment, projectId, serviceAccount, image, backendUrl } = input;
  const { agent, region, model } = deployment.spec;
  const { agentVersion } = deployment;
  return service({
    deployment,
    kind: agent,
    serviceAccount,
    image,
    env: {
      ...agent.env,
      GOOGLE_CLOUD_PROJECT: projectId,
      GOOGLE_CLOUD_LOCATION: region,
      GEMMA_MODEL_NAME: model,
      OLLAMA_API_BASE: backendUrl,
      BACKEND_AUTH: 'id-token',
      // People's chats survive the instance; every other session stays in its memory.
      SESSION_STORE: 'firestore',
      SESSION_RETENTION_DAYS: String(CHAT_RETENTION_DAYS),
      ...(agentVersion ? profileEnv(agentVersion) : {}),
    },
    gpuType: null,
    cpuIdle: true,
    startupProbe: {
      httpGet: { path: '/health', port: CONTAINER_PORT },
      periodSeconds: 1,
      timeoutSeconds: 1,
      failureThreshold: 60,
    },
  });
}

/** Without a version the agent keeps the profile of its image. */
function profileEnv({ profile }: ReleasedVersion): Readonly<Record<string, string>> {
  const { name, description, persona, questions } = profile;
  return {
    AGENT_NAME: name,
    AGENT_DESCRIPTION: description,
    AGENT_PERSONA: persona,
    AGENT_QUESTIONS: questions.join('\n'),
  };
}

interface CommonInput {
  readonly deployment: Deployment;
  readonly kind: DeploymentSpec['backend'] | DeploymentSpec['agent'];
  readonly serviceAccount: string;
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  readonly gpuType: string | null;
  readonly cpuIdle: boolean;
  readonly startupProbe: NonNullable<NonNullable<RunService['template']>['containers']>[number]['startupProbe'];
}

function service(input: CommonInput): RunService {
  const { deployment, kind, gpuType } = input;
  const labels = { ...TUTORIAL_LABEL, ...kind.labels, ...MANAGED_LABEL, 'deployment-id': deployment.id };
  const gpuLimit = gpuType ? { 'nvidia.com/gpu': '1' } : {};
  return {
    labels,
    // The limit of instances is the revision's: one of the service would be shared with the revision that serves, and a
    // candidate might get none.
    template: {
      revision: revisionName(kind.serviceName, deployment.id),
      labels,
      serviceAccount: input.serviceAccount,
      timeout: { seconds: kind.timeoutSeconds },
      maxInstanceRequestConcurrency: kind.concurrency,
      scaling: { maxInstanceCount: kind.maxInstances },
      ...(gpuType ? { nodeSelector: { accelerator: gpuType }, gpuZonalRedundancyDisabled: true } : {}),
      containers: [
        {
          image: input.image,
          ports: [{ containerPort: CONTAINER_PORT }],
          env: Object.entries(input.env).map(([name, value]) => ({ name, value })),
          resources: {
            limits: { cpu: String(kind.cpuCount), memory: memoryLimit(kind.memoryGiB), ...gpuLimit },
            cpuIdle: input.cpuIdle,
            startupCpuBoost: true,
          },
          ...(input.startupProbe ? { startupProbe: input.startupProbe } : {}),
        },
      ],
    },
  };
}

/** Whole GiB where possible, as people write it; Cloud Run takes no fractions. */
function memoryLimit(memoryGiB: number): string {
  return Number.isInteger(memoryGiB) ? `${memoryGiB}Gi` : `${memoryGiB * 1_024}Mi`;
}
