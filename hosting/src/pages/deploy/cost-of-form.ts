import { type GpuPrices, sumKnown } from '@proving-ground/shared';
import { numberOf } from '../../format/number-of.ts';
import { type ServiceCost, type ServiceResources, serviceCost } from '../../format/service-cost.ts';
import type { DeployForm } from './deploy-form.ts';
import type { ServiceForm } from './service-form.ts';

export interface FormCost {
  readonly services: readonly {
    readonly name: string;
    readonly resources: ServiceResources;
    readonly cost: ServiceCost;
    readonly isFilledIn: boolean;
  }[];
  /** Whether everything that costs is a number by now. */
  readonly isFilledIn: boolean;
  /** Of both services, one instance each, in one region; null when nobody knows. */
  readonly busyUsdPerHour: number | null;
}

/** What the form costs in one region, as far as it is filled in. */
export function costOfForm(form: DeployForm, prices: GpuPrices): FormCost {
  const services = [
    { name: 'Model server', resources: resourcesOf(form.backend, form.backend.gpuType || null) },
    { name: 'Agent', resources: resourcesOf(form.agent, null) },
  ].map(({ name, resources }) => {
    const { cpuCount, memoryGiB, maxInstances } = resources;
    const isFilledIn = [cpuCount, memoryGiB, maxInstances].every(Number.isFinite);
    return { name, resources, isFilledIn, cost: serviceCost(resources, prices) };
  });
  return {
    services,
    isFilledIn: services.every((service) => service.isFilledIn),
    busyUsdPerHour: sumKnown(services.map(({ cost }) => cost.busyUsdPerHour)),
  };
}

function resourcesOf(service: ServiceForm, gpuType: string | null): ServiceResources {
  return {
    cpuCount: numberOf(service.cpuCount),
    memoryGiB: numberOf(service.memoryGiB),
    maxInstances: numberOf(service.maxInstances),
    gpuType,
  };
}
