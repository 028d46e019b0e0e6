export type { Authorize } from './http/authorization.ts';
export { planShards, type ShardPlan } from './plan/plan-shards.ts';
export { createRandom, type Random } from './random/seeded-random.ts';
export { mergeResults } from './results/merge-results.ts';
export { summarise } from './results/summarise.ts';
export { createShardRun, type ShardRun, type ShardRunOptions } from './run/create-shard-run.ts';
export { populationOverTime, type UserLifetime, userLifetimes } from './schedule/user-lifetimes.ts';
export type { Clock } from './time/clock.ts';
