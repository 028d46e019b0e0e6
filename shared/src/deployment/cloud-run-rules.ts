import { z } from 'zod';
import { GPU_TYPES, type GpuType } from './gpu-types.ts';

/** Service names: lower case letters, digits and hyphens, a letter first. Cloud Run allows 49 characters, but 46 together
 * with the tag that every release gets.
 * @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/create */
export const serviceName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,34}[a-z0-9])?$/,
    'Use 1 to 36 lower case letters, digits or hyphens; start with a letter, end with a letter or digit.',
  );

/** Labels: the rule of all Google Cloud resources. */
export const labelKey = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'A label key has 1 to 63 of a-z, 0-9, "_" and "-", and starts with a letter.');
export const labelValue = z
  .string()
  .regex(/^[a-z0-9_-]{0,63}$/, 'A label value has up to 63 of a-z, 0-9, "_" and "-".');
export const labels = z
  .record(labelKey, labelValue)
  .refine((value) => Object.keys(value).length <= 32, 'At most 32 labels.');

/** Names Cloud Run sets itself and refuses from outside.
 * @see https://cloud.google.com/run/docs/configuring/services/environment-variables */
export function isReservedEnvName(name: string): boolean {
  return name === 'PORT' || name.startsWith('X_GOOGLE_') || name.startsWith('K_');
}

export const envName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'An environment variable name has letters, digits and "_".')
  .refine((name) => !isReservedEnvName(name), 'PORT, K_* and X_GOOGLE_* are reserved by Cloud Run.')
  // Firestore keeps such field names for itself, and a deployment's record is stored there.
  .refine((name) => !/^__.*__$/.test(name), 'A name cannot both start and end with "__".');

/** Of all names and values of a service together: two services and their failures share one Firestore document of 1 MiB. */
const MAX_ENV_CHARACTERS = 65_536;
export const envVariables = z
  .record(envName, z.string().max(32_768))
  .refine((value) => Object.keys(value).length <= 100, 'At most 100 environment variables.')
  .refine(
    (value) => Object.entries(value).flat().join('').length <= MAX_ENV_CHARACTERS,
    `At most ${MAX_ENV_CHARACTERS} characters in all environment variables together.`,
  );

export const CPU_COUNTS = [1, 2, 4, 6, 8, 20] as const;
export type CpuCount = (typeof CPU_COUNTS)[number];
export const cpuCount = z.literal(CPU_COUNTS, `CPU must be one of ${CPU_COUNTS.join(', ')}.`);

/** Memory a CPU count may have, in GiB. Of 20 CPU, which only the largest GPU comes with, we know the least alone.
 * @see https://cloud.google.com/run/docs/configuring/services/memory-limits */
const MEMORY_RANGE_GIB: Readonly<Record<CpuCount, readonly [min: number, max: number]>> = {
  1: [0.5, 4],
  2: [0.5, 8],
  4: [2, 16],
  6: [4, 24],
  8: [4, 32],
  20: [80, 80],
};

/** The CPU counts that an instance may have beside a GPU, or without one. */
export function cpuCountsFor(gpuType: GpuType | null): readonly CpuCount[] {
  const largest = CPU_COUNTS.at(-1);
  if (gpuType === null) return CPU_COUNTS.filter((count) => count !== largest);
  const { minCpuCount } = GPU_TYPES[gpuType];
  return CPU_COUNTS.filter((count) => count >= minCpuCount && (count !== largest || minCpuCount === largest));
}

interface ResourceProblem {
  readonly field: 'cpuCount' | 'memoryGiB';
  readonly message: string;
}

/** Why a mix of CPU, memory and GPU would be refused by Cloud Run; empty when it is fine. */
export function resourceProblems(resources: {
  readonly cpuCount: CpuCount;
  readonly memoryGiB: number;
  readonly gpuType?: GpuType | null;
}): readonly ResourceProblem[] {
  const { cpuCount: count, memoryGiB, gpuType = null } = resources;
  const problems: ResourceProblem[] = [];
  const [minGiB, maxGiB] = MEMORY_RANGE_GIB[count];
  const allowed = cpuCountsFor(gpuType);
  if (!allowed.includes(count)) {
    const what = gpuType === null ? 'Without a GPU' : `With an ${GPU_TYPES[gpuType].label}`;
    problems.push({ field: 'cpuCount', message: `${what} there can be ${oneOf(allowed)} CPU.` });
  }
  if (gpuType !== null && memoryGiB < GPU_TYPES[gpuType].minMemoryGiB) {
    const { label, minMemoryGiB } = GPU_TYPES[gpuType];
    problems.push({ field: 'memoryGiB', message: `An ${label} needs at least ${minMemoryGiB} GiB of memory.` });
  }
  if (memoryGiB < minGiB || memoryGiB > maxGiB) {
    const range = minGiB === maxGiB ? `${minGiB}` : `between ${minGiB} and ${maxGiB}`;
    problems.push({ field: 'memoryGiB', message: `${count} CPU needs ${range} GiB of memory.` });
  }
  return problems;
}

function oneOf(counts: readonly number[]): string {
  return counts.length === 1 ? String(counts[0]) : `${counts.slice(0, -1).join(', ')} or ${counts.at(-1)}`;
}
