import type { GateFigures } from '@proving-ground/shared';

/** What a part measures when all goes well, and whatever a test wants to be different. */
export function someGateFigures(wishes: Partial<GateFigures> = {}): GateFigures {
  return { requests: 500, failures: 0, goodAnswers: 400, p95Ms: 1_500, ttftP95Ms: 400, ...wishes };
}
