import { z } from 'zod';

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

export const CPU_COUNTS = [1, 2, 4, 6, 8] as const;
export const cpuCount = z.literal(CPU_COUNTS, `CPU must be one of ${CPU_COUNTS.join(', ')}.`);

/** Memory a CPU count may have, in GiB.
 * @see https://cloud.google.com/run/docs/configuring/services/memory-limits */
const MEMORY_RANGE_GIB: Readonly<Record<(typeof CPU_COUNTS)[number], readonly [min: number, max: number]>> = {
  1: [0.5, 4],
  2: [0.5, 8],
  4: [2, 16],
  6: [4, 24],
  8: [4, 32],
};

export const GPU_MIN_CPU_COUNT = 4;
export const GPU_MIN_MEMORY_GIB = 16;

/** Why a mix of CPU, memory and GPU would be refused by Cloud Run; empty when it is fine. */
export function resourceProblems(resources: {
  readonly cpuCount: (typeof CPU_COUNTS)[number];
  readonly memoryGiB: number;
  readonly gpuType?: string | null;
}): { readonly field: 'cpuCount' | 'memoryGiB'; readonly message: string }[] {
  const [minGiB, maxGiB] = MEMORY_RANGE_GIB[resources.cpuCount];
  const problems: { field: 'cpuCount' | 'memoryGiB'; message: string }[] = [];
  if (resources.memoryGiB < minGiB || resources.memoryGiB > maxGiB) {
    problems.push({
      field: 'memoryGiB',
      message: `${resources.cpuCount} CPU needs between ${minGiB} and ${maxGiB} GiB of memory.`,
    });
  }
  if (resources.gpuType && resources.cpuCount < GPU_MIN_CPU_COUNT) {
    problems.push({ field: 'cpuCount', message: `A GPU needs at least ${GPU_MIN_CPU_COUNT} CPU.` });
  }
  if (resources.gpuType && resources.memoryGiB < GPU_MIN_MEMORY_GIB) {
    problems.push({ field: 'memoryGiB', message: `A GPU needs at least ${GPU_MIN_MEMORY_GIB} GiB of memory.` });
  }
  return problems;
}
