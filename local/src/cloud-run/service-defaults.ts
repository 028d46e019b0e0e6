import { parseCpu } from './quantity.ts';
import { type Container, LATEST, type RevisionTemplate, type ServiceSpec } from './wire.ts';

export const DEFAULT_PORT = 8_080;
const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_MAX_INSTANCES = 100;
const DEFAULT_CONCURRENCY = 80;
/** https://cloud.google.com/run/docs/configuring/healthchecks#tcp-default */
const DEFAULT_PROBE_SECONDS = 240;

/** The spec with what Cloud Run fills in where its owner said nothing. */
export function withServiceDefaults(spec: ServiceSpec, defaultServiceAccount: string): ServiceSpec {
  return {
    ...spec,
    ingress: given(spec.ingress, 'INGRESS_TRAFFIC_UNSPECIFIED') ?? 'INGRESS_TRAFFIC_ALL',
    launchStage: given(spec.launchStage, 'LAUNCH_STAGE_UNSPECIFIED') ?? 'GA',
    traffic: spec.traffic?.length ? spec.traffic : [{ type: LATEST, percent: 100 }],
    template: templateDefaults(spec.template ?? {}, defaultServiceAccount),
  };
}

function templateDefaults(template: RevisionTemplate, defaultServiceAccount: string): RevisionTemplate {
  const containers = (template.containers ?? []).map(containerDefaults);
  const cpuCount = parseCpu(containers[0]?.resources?.limits?.['cpu'] ?? '1') ?? 1;
  return {
    ...template,
    scaling: { ...template.scaling, maxInstanceCount: template.scaling?.maxInstanceCount || DEFAULT_MAX_INSTANCES },
    timeout: template.timeout ?? { seconds: String(DEFAULT_TIMEOUT_SECONDS) },
    serviceAccount: template.serviceAccount || defaultServiceAccount,
    maxInstanceRequestConcurrency: template.maxInstanceRequestConcurrency || (cpuCount >= 1 ? DEFAULT_CONCURRENCY : 1),
    containers,
  };
}

function containerDefaults(container: Container): Container {
  const port = container.ports?.[0];
  const containerPort = port?.containerPort ?? DEFAULT_PORT;
  return {
    ...container,
    ports: [{ name: port?.name || 'http1', containerPort }],
    // Only a container without any resources is "CPU during requests" by default; cpuIdle unset means false otherwise.
    resources: container.resources
      ? { ...container.resources, limits: { cpu: '1000m', memory: '512Mi', ...container.resources.limits } }
      : { limits: { cpu: '1000m', memory: '512Mi' }, cpuIdle: true, startupCpuBoost: true },
    startupProbe: container.startupProbe ?? {
      timeoutSeconds: DEFAULT_PROBE_SECONDS,
      periodSeconds: DEFAULT_PROBE_SECONDS,
      failureThreshold: 1,
      tcpSocket: { port: containerPort },
    },
  };
}

function given(value: string | undefined, unspecified: string): string | undefined {
  return value === unspecified ? undefined : value;
}
