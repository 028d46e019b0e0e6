/**
 * How many requests an instance of the backend takes beside what its model works on at once. `latency`: none waits inside,
 * and one more starts an instance. `throughput`: as many wait as are at work, so that the GPU is never idle.
 * @see https://cloud.google.com/run/docs/tutorials/gpu-gemma-with-ollama
 */
export const CONCURRENCY_PROFILES = {
  latency: { label: 'Short waits', concurrencyPerParallel: 1 },
  throughput: { label: 'Busy GPU', concurrencyPerParallel: 2 },
} as const;
export type ConcurrencyProfile = keyof typeof CONCURRENCY_PROFILES;

interface Backend {
  readonly concurrency: number;
  readonly parallelRequests: number;
}

/** The concurrency that a profile means for so many parallel requests. */
export function concurrencyOf(profile: ConcurrencyProfile, parallelRequests: number): number {
  return CONCURRENCY_PROFILES[profile].concurrencyPerParallel * parallelRequests;
}

/** The profile that a backend has; null for values of its own, such as the codelab's 7 beside 4. */
export function profileOf({ concurrency, parallelRequests }: Backend): ConcurrencyProfile | null {
  const profiles = Object.keys(CONCURRENCY_PROFILES) as ConcurrencyProfile[];
  return profiles.find((profile) => concurrencyOf(profile, parallelRequests) === concurrency) ?? null;
}

/** Whether so many requests wait inside the model server that more instances would help and none is started. */
export function hidesItsQueue({ concurrency, parallelRequests }: Backend): boolean {
  return concurrency > concurrencyOf('throughput', parallelRequests);
}
