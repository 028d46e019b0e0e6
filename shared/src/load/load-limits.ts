/** What nobody may ask of a load test by mistake: each limit protects a purse, a service or a document size. */
export const LOAD_LIMITS = {
  /** Ten shards of {@link SHARD_CAPACITY}; the agent on its largest plan takes a fraction of that at once. */
  users: 10_000,
  usersPerSecond: 1_000,
  /** At a few seconds an answer this is already thousands of answers at the same time. */
  requestsPerSecond: 2_000,
  inFlight: 10_000,
  /** A shard must end inside one task of at most 30 minutes: this, the drain and five minutes of margin fit. */
  durationSeconds: 1_440,
  /** Requests that are still open when the time is up are waited for this long. */
  drainSeconds: 60,
  /** No Cloud Run service of ours answers later. */
  requestTimeoutSeconds: 600,
  /** A run ends here whatever else it was asked for: at the agent's price a million answers cost hundreds of dollars. */
  totalRequests: 1_000_000,
  shards: 20,
  tasks: 20,
  promptsPerTask: 100,
  promptLength: 4_000,
  /** Of all prompts together: the scenario lies in the record of its test, which has room for a mebibyte. */
  scenarioLength: 200_000,
} as const;

/** What one shard carries: a process with a fraction of a core and 512 MB has headroom at both. */
export const SHARD_CAPACITY = { users: 1_000, requestsPerSecond: 500 } as const;

/** A shard's document may hold 1 MiB: with more windows than this, each gets longer. */
export const MAX_WINDOWS = 300;
