import { isRegion } from './regions.ts';
import { validateLabels } from './validate-labels.ts';
import { validateTemplate } from './validate-template.ts';
import { validateTraffic } from './validate-traffic.ts';
import type { Violation } from './violation.ts';
import type { ServiceSpec } from './wire.ts';

const SERVICE_ID = /^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$/;
const MAX_DESCRIPTION_CHARACTERS = 512;
const MAX_INSTANCES_LIMIT = 1_000;

export interface ServiceIdentity {
  readonly location: string;
  readonly service: string;
}

/** The first rule of Cloud Run that name or place break; `null` when none. */
export function validateIdentity({ location, service }: ServiceIdentity): Violation | null {
  if (!isRegion(location)) return { field: 'parent', message: `Location ${location} is not a region of Cloud Run.` };
  if (SERVICE_ID.test(service)) return null;
  return {
    field: 'serviceId',
    message: `${service}: only lowercase, digits, and hyphens; must begin with letter, and cannot end with hyphen; must be less than 50 characters.`,
  };
}

/** Every rule of Cloud Run that the spec breaks, as far as it can be told without looking at the world. Pure. */
export function validateSpec(spec: ServiceSpec, identity: ServiceIdentity): readonly Violation[] {
  return [
    ...validateLabels(spec.labels ?? {}, 'labels'),
    ...validateDescription(spec),
    ...validateScaling(spec),
    ...validateTraffic(spec.traffic ?? [], identity.service),
    ...(spec.template
      ? validateTemplate(spec.template, identity)
      : [{ field: 'template', message: 'A template is required.' }]),
  ];
}

function validateDescription({ description = '' }: ServiceSpec): readonly Violation[] {
  if (description.length <= MAX_DESCRIPTION_CHARACTERS) return [];
  return [{ field: 'description', message: `Must have at most ${MAX_DESCRIPTION_CHARACTERS} characters.` }];
}

function validateScaling({ scaling = {} }: ServiceSpec): readonly Violation[] {
  const { minInstanceCount = 0, maxInstanceCount = 0, manualInstanceCount, scalingMode } = scaling;
  const violations: Violation[] = [];
  if (minInstanceCount < 0 || minInstanceCount > MAX_INSTANCES_LIMIT) {
    violations.push({ field: 'scaling.minInstanceCount', message: `Must be between 0 and ${MAX_INSTANCES_LIMIT}.` });
  }
  if (maxInstanceCount < 0 || maxInstanceCount > MAX_INSTANCES_LIMIT) {
    violations.push({ field: 'scaling.maxInstanceCount', message: `Must be between 0 and ${MAX_INSTANCES_LIMIT}.` });
  }
  if (maxInstanceCount > 0 && minInstanceCount > maxInstanceCount) {
    violations.push({
      field: 'scaling.minInstanceCount',
      message: 'Must be less than or equal to scaling.maxInstanceCount.',
    });
  }
  if (manualInstanceCount !== undefined && scalingMode !== 'MANUAL') {
    violations.push({ field: 'scaling.manualInstanceCount', message: 'Needs scalingMode MANUAL.' });
  }
  return violations;
}
