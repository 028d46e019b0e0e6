import { z } from 'zod';

/** What a load test is a part of; null for one that stands for itself. */
export const loadTestPart = z.discriminatedUnion('kind', [
  /** One value of a capacity search, tried once. */
  z.strictObject({ kind: z.literal('search'), searchId: z.string(), step: z.int().min(0) }),
  /** One side of the comparison that a deployment waits for before its traffic moves. */
  z.strictObject({
    kind: z.literal('gate'),
    deploymentId: z.string(),
    round: z.int().min(0),
    side: z.enum(['old', 'new']),
  }),
]);
export type LoadTestPart = z.infer<typeof loadTestPart>;

/** How lists and pages name what a load test is a part of, and where in the console that is. */
export function partText(part: LoadTestPart): { readonly text: string; readonly href: string } {
  switch (part.kind) {
    case 'search':
      return { text: 'Part of a capacity search', href: `/capacity/${part.searchId}` };
    case 'gate':
      return { text: 'Part of the load gate of a deployment', href: `/deployments/${part.deploymentId}` };
  }
}
