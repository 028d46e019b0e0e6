import {
  BACKEND_DEFAULTS,
  cpuCountsFor,
  DEFAULT_REGION,
  type DeploymentScope,
  type DeploymentSpec,
  deploymentSpec,
  GPU_TYPES,
  type GpuType,
  gpuType,
  hasGpuIn,
  MODEL_CATALOGUE,
  type ModelId,
  REGIONS,
} from '@proving-ground/shared';
import { numberOf } from '../../format/number-of.ts';
import { type GateForm, gateFormOf, gateOfForm } from './gate-form.ts';
import { type ServiceForm, serviceFormOf, serviceInput } from './service-form.ts';

export interface BackendForm extends ServiceForm {
  /** Empty: no GPU. */
  readonly gpuType: string;
  readonly parallelRequests: string;
}

/** The form as it is typed: text everywhere; the schema says what of it is a deployment. */
export interface DeployForm {
  readonly scope: DeploymentScope;
  readonly holdBeforeTraffic: boolean;
  readonly gate: GateForm;
  /** Of the agent. */
  readonly isPublic: boolean;
  /** Number of the agent's version; empty: the profile that its image ships. */
  readonly agentVersion: string;
  readonly regions: readonly string[];
  readonly model: string;
  readonly backend: BackendForm;
  readonly agent: ServiceForm;
}

/** The form filled in with a spec; without one, with the defaults. */
export function formOfSpec(spec: DeploymentSpec = deploymentSpec.parse({})): DeployForm {
  const { backend, agent } = spec;
  return {
    scope: spec.scope,
    holdBeforeTraffic: spec.holdBeforeTraffic,
    gate: gateFormOf(spec.gate),
    isPublic: agent.isPublic,
    agentVersion: agent.version === null ? '' : String(agent.version),
    regions: [spec.region],
    model: spec.model,
    backend: {
      ...serviceFormOf(backend),
      gpuType: backend.gpuType ?? '',
      parallelRequests: String(backend.parallelRequests),
    },
    agent: serviceFormOf(agent),
  };
}

/** What the form says of its first region, in the schema's terms and not yet checked. */
export function specOfForm(form: DeployForm): unknown {
  const { scope, holdBeforeTraffic, gate, isPublic, agentVersion, regions, model, backend, agent } = form;
  return {
    scope,
    holdBeforeTraffic,
    gate: gateOfForm(gate),
    // With none, the regions are what is wrong and not what is in them.
    region: regions[0] ?? DEFAULT_REGION,
    model,
    backend: {
      ...serviceInput(backend),
      gpuType: backend.gpuType || null,
      parallelRequests: numberOf(backend.parallelRequests),
    },
    agent: { ...serviceInput(agent), isPublic, version: agentVersion === '' ? null : Number(agentVersion) },
  };
}

/** The GPU of the form's model server; null: none. */
export function gpuOf({ backend }: Pick<DeployForm, 'backend'>): GpuType | null {
  const parsed = gpuType.safeParse(backend.gpuType);
  return parsed.success ? parsed.data : null;
}

/** What another GPU changes: sizes that cannot be beside it, and regions that do not have it. */
export function withGpu(form: DeployForm, chosen: string): Pick<DeployForm, 'regions' | 'backend'> {
  const backend = { ...form.backend, gpuType: chosen };
  const gpu = gpuOf({ backend });
  const fits = cpuCountsFor(gpu).some((count) => String(count) === backend.cpuCount);
  const least = gpu && GPU_TYPES[gpu];
  const needsMore = least !== null && least.minCpuCount > BACKEND_DEFAULTS.cpuCount;
  const sizes = needsMore
    ? { cpuCount: String(least.minCpuCount), memoryGiB: String(least.minMemoryGiB) }
    : { cpuCount: String(BACKEND_DEFAULTS.cpuCount), memoryGiB: String(BACKEND_DEFAULTS.memoryGiB) };
  const regions = form.regions.filter((region) => hasGpuIn(region, gpu));
  const first = REGIONS.find((region) => hasGpuIn(region, gpu));
  return {
    backend: fits ? backend : { ...backend, ...sizes },
    regions: regions.length > 0 || !first ? regions : [first],
  };
}

/** What another model changes: what was recommended for the one before follows it, what somebody typed stays. */
export function withModel(form: DeployForm, model: ModelId): Pick<DeployForm, 'model' | 'backend'> {
  const before = MODEL_CATALOGUE[form.model as ModelId];
  const after = MODEL_CATALOGUE[model];
  const follow = (value: string, field: 'concurrency' | 'parallelRequests') =>
    value === String(before[field]) ? String(after[field]) : value;
  return {
    model,
    backend: {
      ...form.backend,
      concurrency: follow(form.backend.concurrency, 'concurrency'),
      parallelRequests: follow(form.backend.parallelRequests, 'parallelRequests'),
    },
  };
}
