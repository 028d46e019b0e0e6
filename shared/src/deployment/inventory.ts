import { z } from 'zod';

const foundService = z.strictObject({
  region: z.string(),
  name: z.string(),
  url: z.url().nullable(),
  /** Whether our own records name it; one they do not know was left behind. */
  isKnown: z.boolean(),
  gpuType: z.string().nullable(),
  minInstances: z.int(),
  /** While an instance runs; without requests it has none, unless `minInstances` says otherwise. Null: not known. */
  costUsdPerHour: z.number().nullable(),
});

const foundImage = z.strictObject({ region: z.string(), name: z.string(), isKnown: z.boolean() });
const foundAlert = z.strictObject({
  region: z.string(),
  name: z.string(),
  kind: z.enum(['alert policy', 'uptime check']),
  /** Whether the agent that it watches is live. */
  isKnown: z.boolean(),
});
const foundBuild = z.strictObject({ region: z.string(), buildId: z.string(), status: z.string() });

/** What carries our labels, names or tags in the cloud, read now and not from our records. */
export const inventory = z.strictObject({
  at: z.iso.datetime(),
  services: z.array(foundService),
  images: z.array(foundImage),
  /** At work or waiting. */
  builds: z.array(foundBuild),
  /** What watches agents in Cloud Monitoring. */
  alerts: z.array(foundAlert).default([]),
  /** Regions that could not be read, with why: of those nothing is known. */
  unread: z.array(z.strictObject({ region: z.string(), why: z.string() })),
});
export type Inventory = z.infer<typeof inventory>;

/** Whether nothing of ours can cost more than storage: no service, no build, and every region was read. */
export function costsNothing({ services, builds, unread }: Inventory): boolean {
  return services.length === 0 && builds.length === 0 && unread.length === 0;
}
