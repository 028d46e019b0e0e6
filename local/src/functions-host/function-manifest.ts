import { z } from 'zod';

/** Where a function without a region runs. */
const DEFAULT_REGION = 'us-central1';
/** How many instances a function may have that says nothing. */
const DEFAULT_MAX_INSTANCES = 20;
const setting = z.number().nullish();

/** What firebase-functions attaches to an export, as JSON: unset options are null, params are `{{ params.NAME }}`. */
const endpoint = z.looseObject({
  region: z.array(z.string()).nullish(),
  concurrency: setting,
  maxInstances: setting,
  callableTrigger: z.looseObject({}).optional(),
  httpsTrigger: z.looseObject({}).optional(),
  taskQueueTrigger: z
    .looseObject({
      retryConfig: z
        .looseObject({
          maxAttempts: setting,
          maxRetrySeconds: setting,
          minBackoffSeconds: setting,
          maxBackoffSeconds: setting,
          maxDoublings: setting,
        })
        .nullish(),
      rateLimits: z.looseObject({ maxConcurrentDispatches: setting, maxDispatchesPerSecond: setting }).nullish(),
    })
    .optional(),
  scheduleTrigger: z.looseObject({ schedule: z.string(), timeZone: z.string().nullish() }).optional(),
  eventTrigger: z
    .looseObject({
      eventType: z.string(),
      eventFilters: z.record(z.string(), z.string()),
      retry: z.boolean().nullish(),
    })
    .optional(),
});

const retryConfig = z.strictObject({
  maxAttempts: z.number(),
  maxRetrySeconds: z.number().nullable(),
  minBackoffSeconds: z.number(),
  maxBackoffSeconds: z.number(),
  maxDoublings: z.number(),
});
const rateLimits = z.strictObject({ maxConcurrentDispatches: z.number(), maxDispatchesPerSecond: z.number() });

const trigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('callable') }),
  z.strictObject({ kind: z.literal('request') }),
  z.strictObject({
    kind: z.literal('task'),
    retryConfig,
    rateLimits,
    /** How many processes of its own may serve it, one request each; null: it shares the common one. */
    ownInstances: z.number().nullable(),
  }),
  z.strictObject({ kind: z.literal('schedule'), schedule: z.string(), timeZone: z.string() }),
  z.strictObject({
    kind: z.literal('event'),
    eventType: z.string(),
    filters: z.record(z.string(), z.string()),
    retry: z.boolean(),
  }),
]);

/** What the host serves: it tells it to those that send tasks, ticks and events. */
export const functionManifest = z.array(z.strictObject({ name: z.string(), region: z.string(), trigger }));
export type FunctionManifest = z.infer<typeof functionManifest>;
export type ServedFunction = FunctionManifest[number];
type Trigger = ServedFunction['trigger'];
export type RetryConfig = z.infer<typeof retryConfig>;
export type RateLimits = z.infer<typeof rateLimits>;

/** What `firebase deploy` gives a queue whose function says nothing: firebase-tools `gcp/cloudtasks.ts`. */
const TASK_DEFAULTS = {
  retryConfig: {
    maxAttempts: 3,
    maxRetrySeconds: null,
    minBackoffSeconds: 0.1,
    maxBackoffSeconds: 3600,
    maxDoublings: 16,
  },
  rateLimits: { maxConcurrentDispatches: 1000, maxDispatchesPerSecond: 500 },
} as const satisfies { readonly retryConfig: RetryConfig; readonly rateLimits: RateLimits };

/** How many instances of its own a function may have at once; null when the common host serves it. */
export function ownInstancesOf({ trigger }: ServedFunction): number | null {
  return trigger.kind === 'task' ? trigger.ownInstances : null;
}

/**
 * Reads the `__endpoint` of an export.
 * @throws Error when its trigger is none that the local twin has.
 */
export function describeFunction(name: string, raw: unknown): ServedFunction {
  const parsed = endpoint.parse(JSON.parse(JSON.stringify(raw)));
  return { name, region: parsed.region?.[0] ?? DEFAULT_REGION, trigger: describeTrigger(name, parsed) };
}

function describeTrigger(name: string, parsed: z.infer<typeof endpoint>): Trigger {
  const { callableTrigger, httpsTrigger, taskQueueTrigger, scheduleTrigger, eventTrigger } = parsed;
  if (callableTrigger) return { kind: 'callable' };
  if (httpsTrigger) return { kind: 'request' };
  if (taskQueueTrigger) {
    const { maxAttempts, maxRetrySeconds, minBackoffSeconds, maxBackoffSeconds, maxDoublings } =
      taskQueueTrigger.retryConfig ?? {};
    const defaults = TASK_DEFAULTS.retryConfig;
    return {
      kind: 'task',
      retryConfig: {
        maxAttempts: maxAttempts ?? defaults.maxAttempts,
        maxRetrySeconds: maxRetrySeconds ?? defaults.maxRetrySeconds,
        minBackoffSeconds: minBackoffSeconds ?? defaults.minBackoffSeconds,
        maxBackoffSeconds: maxBackoffSeconds ?? defaults.maxBackoffSeconds,
        maxDoublings: maxDoublings ?? defaults.maxDoublings,
      },
      rateLimits: {
        maxConcurrentDispatches:
          taskQueueTrigger.rateLimits?.maxConcurrentDispatches ?? TASK_DEFAULTS.rateLimits.maxConcurrentDispatches,
        maxDispatchesPerSecond:
          taskQueueTrigger.rateLimits?.maxDispatchesPerSecond ?? TASK_DEFAULTS.rateLimits.maxDispatchesPerSecond,
      },
      ownInstances: parsed.concurrency === 1 ? (parsed.maxInstances ?? DEFAULT_MAX_INSTANCES) : null,
    };
  }
  if (scheduleTrigger) {
    return { kind: 'schedule', schedule: scheduleTrigger.schedule, timeZone: scheduleTrigger.timeZone ?? 'UTC' };
  }
  if (eventTrigger) {
    const { eventType, eventFilters, retry } = eventTrigger;
    return { kind: 'event', eventType, filters: eventFilters, retry: retry ?? false };
  }
  throw new Error(`Function ${name} has a trigger that the local twin does not know.`);
}
