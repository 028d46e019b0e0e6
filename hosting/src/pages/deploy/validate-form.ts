import { type DeploymentSpec, deploymentSpec, GPU_TYPES, hasGpuIn, releaseRegions } from '@proving-ground/shared';
import type { z } from 'zod';
import { issueMessage } from '../../format/issue-message.ts';
import type { FieldErrors } from '../../ui/field-errors.ts';
import { type DeployForm, gpuOf, specOfForm } from './deploy-form.ts';
import type { Row } from './service-form.ts';

export interface Validation {
  /** Null while anything is wrong. */
  readonly spec: DeploymentSpec | null;
  /** Where to, the region of the spec first. */
  readonly regions: readonly DeploymentSpec['region'][];
  readonly errors: FieldErrors;
}

/** Holds the form against the schema that the functions use too, and puts what is wrong beside the fields. */
export function validateForm(form: DeployForm): Validation {
  const errors = new Map<string, string>();
  // The first message of a field is enough: the next shows when that is mended.
  const add = (field: string, message: string) => {
    if (!errors.has(field)) errors.set(field, message);
  };

  for (const list of LISTS) {
    for (const row of repeatedNames(rowsAt(form, list))) add(`${list}.${row.id}`, 'This name is used twice.');
  }
  const parsed = deploymentSpec.safeParse(specOfForm(form));
  for (const issue of parsed.error?.issues ?? []) add(fieldOf(form, issue), issueMessage(issue));
  const regions = releaseRegions.safeParse(form.regions);
  for (const issue of regions.error?.issues ?? []) add('regions', issue.message);
  const gpu = gpuOf(form);
  for (const region of form.regions) {
    if (gpu && !hasGpuIn(region, gpu)) add('regions', `${region} has no ${GPU_TYPES[gpu].label}.`);
  }
  if (!parsed.success || !regions.success || errors.size > 0) return { spec: null, regions: [], errors };
  return { spec: parsed.data, regions: regions.data, errors };
}

const LISTS = ['backend.env', 'backend.labels', 'agent.env', 'agent.labels'] as const;
type ListField = (typeof LISTS)[number];

function rowsAt(form: DeployForm, list: ListField): readonly Row[] {
  switch (list) {
    case 'backend.env':
      return form.backend.env;
    case 'backend.labels':
      return form.backend.labels;
    case 'agent.env':
      return form.agent.env;
    case 'agent.labels':
      return form.agent.labels;
  }
}

function repeatedNames(rows: readonly Row[]): readonly Row[] {
  const named = rows.filter(({ name }) => name.trim() !== '');
  return named.filter(({ name }, index) => named.findIndex((other) => other.name.trim() === name.trim()) < index);
}

function fieldOf(form: DeployForm, { path }: z.core.$ZodIssue): string {
  const [part, field, name] = path.map(String);
  if (part === 'region') return 'regions';
  const list = LISTS.find((candidate) => candidate === `${part}.${field}`);
  const row = list && rowsAt(form, list).find((candidate) => candidate.name.trim() === name);
  return row ? `${list}.${row.id}` : path.map(String).join('.');
}
