import { z } from 'zod';
import { agentVersionNumber } from '../agent/agent-version.ts';
import { gateSpec } from '../gate/gate-spec.ts';
import { cpuCount, envVariables, labels, resourceProblems, serviceName } from './cloud-run-rules.ts';
import { GPU_TYPES, gpuType, hasGpuIn } from './gpu-types.ts';
import { MODEL_CATALOGUE, modelId } from './model-catalogue.ts';
import { AGENT_DEFAULTS, BACKEND_DEFAULTS, DEFAULT_REGION, REGIONS } from './service-defaults.ts';

const memoryGiB = z.number().multipleOf(0.5).min(0.5).max(80);
const concurrency = z.int().min(1).max(1_000);
/** More instances than this is a typing error for a service that costs over a dollar an hour each. */
const maxInstances = z.int().min(1).max(20);
const timeoutSeconds = z.int().min(1).max(3_600);

/** Names the orchestrator sets itself: the form and the callable refuse them, so that nothing is silently overwritten. */
export const BACKEND_OWNED_ENV = ['OLLAMA_HOST', 'OLLAMA_MODELS', 'OLLAMA_NUM_PARALLEL', 'MODEL'] as const;
export const AGENT_OWNED_ENV = [
  'OLLAMA_API_BASE',
  'GEMMA_MODEL_NAME',
  'BACKEND_AUTH',
  'AGENT_NAME',
  'AGENT_DESCRIPTION',
  'AGENT_PERSONA',
  'AGENT_QUESTIONS',
  'GOOGLE_CLOUD_PROJECT',
  'GOOGLE_CLOUD_LOCATION',
  'SESSION_STORE',
  'SESSION_RETENTION_DAYS',
] as const;

/** By these labels services of ours are told from others: never chosen by the caller. */
export const OWNED_LABELS = ['managed-by', 'deployment-id'] as const;

/** A check that refuses names which are not the caller's to set. */
function without(owned: readonly string[]) {
  return (context: z.core.ParsePayload<Record<string, string>>) => {
    for (const name of Object.keys(context.value)) {
      if (!owned.includes(name)) continue;
      context.issues.push({
        code: 'custom',
        input: context.value,
        path: [name],
        message: `${name} is set by Proving Ground itself.`,
      });
    }
  };
}
const ownLabels = labels.check(without(OWNED_LABELS));

const backendSpec = z.strictObject({
  serviceName: serviceName.default(BACKEND_DEFAULTS.serviceName),
  cpuCount: cpuCount.default(BACKEND_DEFAULTS.cpuCount),
  memoryGiB: memoryGiB.default(BACKEND_DEFAULTS.memoryGiB),
  gpuType: gpuType.nullable().default(BACKEND_DEFAULTS.gpuType),
  concurrency: concurrency.default(BACKEND_DEFAULTS.concurrency),
  parallelRequests: z.int().min(1).max(64).default(BACKEND_DEFAULTS.parallelRequests),
  maxInstances: maxInstances.default(BACKEND_DEFAULTS.maxInstances),
  timeoutSeconds: timeoutSeconds.default(BACKEND_DEFAULTS.timeoutSeconds),
  env: envVariables.check(without(BACKEND_OWNED_ENV)).default({}),
  labels: ownLabels.default({}),
});

const agentSpec = z.strictObject({
  serviceName: serviceName.default(AGENT_DEFAULTS.serviceName),
  cpuCount: cpuCount.default(AGENT_DEFAULTS.cpuCount),
  memoryGiB: memoryGiB.default(AGENT_DEFAULTS.memoryGiB),
  concurrency: concurrency.default(AGENT_DEFAULTS.concurrency),
  maxInstances: maxInstances.default(AGENT_DEFAULTS.maxInstances),
  timeoutSeconds: timeoutSeconds.default(AGENT_DEFAULTS.timeoutSeconds),
  env: envVariables.check(without(AGENT_OWNED_ENV)).default({}),
  labels: ownLabels.default({}),
  /** Whether anybody on the internet may ask the agent, at the owner's cost; the backend stays private either way. */
  isPublic: z.boolean().default(false),
  /** Which saved version of its profile the agent gets; null: the one that its image ships. */
  version: agentVersionNumber.nullable().default(null),
});

/**
 * `pair`: both images are built. `backend`: that image is built, and the agent's is used again. `agent`: that image is
 * built, and the backend stays as it is. `settings`: both images are used again, with other variables, sizes or limits.
 */
export const deploymentScope = z.enum(['pair', 'backend', 'agent', 'settings']);
export type DeploymentScope = z.infer<typeof deploymentScope>;

/** What somebody asks for when they press Deploy; every field has the default of the codelab. */
export const deploymentSpec = z
  .strictObject({
    /** What is made anew; the rest is taken from the pair that is live. */
    scope: deploymentScope.default('pair'),
    /** Stop after the verification: the new pair gets no traffic until somebody promotes it. */
    holdBeforeTraffic: z.boolean().default(false),
    /** What the new pair must keep under load to get the traffic; null: it gets it once it is verified. */
    gate: gateSpec.nullable().default(null),
    region: z.enum(REGIONS).default(DEFAULT_REGION),
    model: modelId.default('gemma3:270m'),
    backend: backendSpec.prefault({}),
    agent: agentSpec.prefault({}),
  })
  .check((context) => {
    const { backend, agent, model, region } = context.value;
    const refuse = (path: string[], message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path, message });
    for (const { field, message } of resourceProblems(backend)) refuse(['backend', field], message);
    for (const { field, message } of resourceProblems(agent)) refuse(['agent', field], message);
    if (backend.serviceName === agent.serviceName) {
      refuse(['agent', 'serviceName'], 'The agent and the backend need different service names.');
    }
    if (backend.gpuType && !hasGpuIn(region, backend.gpuType)) {
      const { label, regions } = GPU_TYPES[backend.gpuType];
      refuse(['region'], `${region} has no ${label}; ${regions.join(', ')} do.`);
    }
    const entry = MODEL_CATALOGUE[model];
    if (backend.memoryGiB < entry.minMemoryGiB) {
      refuse(['backend', 'memoryGiB'], `${entry.label} needs at least ${entry.minMemoryGiB} GiB of memory.`);
    }
    if (backend.cpuCount < entry.minCpuCount) {
      refuse(['backend', 'cpuCount'], `${entry.label} needs at least ${entry.minCpuCount} CPU.`);
    }
    if (!backend.gpuType && !entry.runsOnCpu) refuse(['backend', 'gpuType'], `${entry.label} needs a GPU.`);
    if (backend.concurrency < backend.parallelRequests) {
      refuse(
        ['backend', 'concurrency'],
        `Concurrency below the ${backend.parallelRequests} parallel requests would leave model slots unused.`,
      );
    }
  });
export type DeploymentSpec = z.infer<typeof deploymentSpec>;
/** The same before defaults are filled in: what a caller may send. */
export type DeploymentSpecInput = z.input<typeof deploymentSpec>;
