import type { HealthDay, Incident } from '@proving-ground/shared';
import type { Authorize } from '../agent/ask-agent.ts';
import type { WatchedPair } from '../alerts/watched-pair.ts';
import type { HealthStore } from '../store/health-store.ts';
import { askHealth } from './ask-health.ts';
import { planCheck } from './plan-check.ts';
import { recordCheck } from './record-check.ts';

/** An agent that went down, or came back. */
export interface HealthTurn {
  readonly pair: WatchedPair;
  readonly kind: 'health-down' | 'health-up';
  readonly at: string;
  readonly detail: string;
}

/** Looks at every live agent whose turn it is, and writes down what changed. */
export async function checkHealth(input: {
  readonly pairs: readonly (WatchedPair & { readonly liveSince: string })[];
  readonly openIncidents: readonly Incident[];
  /** By `region~name`; null when they cannot be read. */
  readonly instanceCounts: ReadonlyMap<string, number> | null;
  readonly store: HealthStore;
  readonly authorize: Authorize;
  readonly now: Date;
}): Promise<readonly HealthTurn[]> {
  const turns = await Promise.all(input.pairs.map((pair) => checkPair(pair, input)));
  return turns.flatMap((turn) => turn ?? []);
}

async function checkPair(
  pair: WatchedPair & { readonly liveSince: string },
  { openIncidents, instanceCounts, store, authorize, now }: Parameters<typeof checkHealth>[0],
): Promise<HealthTurn | null> {
  const { region, agent: name } = pair;
  const last = await store.latest(region, name, now);
  const incident = openIncidents.find((open) => open.region === region && open.service === name);
  const plan = planCheck({
    last,
    instanceCount: instanceCounts && (instanceCounts.get(`${region}~${name}`) ?? 0),
    hasOpenIncident: incident !== undefined,
    liveSince: new Date(pair.liveSince),
    now,
  });
  if (plan === 'skip') return null;
  const look = plan === 'rest' ? ({ kind: 'resting' } as const) : await askHealth(pair.agentUrl, authorize);
  const next = recordCheck({ place: { region, name }, last, look, openIncident: incident?.title ?? null, now });
  await store.save(next);
  if (last && last.day !== next.day) await store.forgetOld(region, name, now);
  return turnOf(pair, last, next);
}

function turnOf(pair: WatchedPair, last: HealthDay | null, next: HealthDay): HealthTurn | null {
  const [before, after] = [last?.changes.at(-1)?.state, next.changes.at(-1)];
  if (!after || before === after.state) return null;
  const { at, detail } = after;
  if (after.state === 'down') return { pair, kind: 'health-down', at, detail };
  return before === 'down' && after.state !== 'unknown' ? { pair, kind: 'health-up', at, detail } : null;
}
