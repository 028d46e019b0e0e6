import { healthEntry, type Incident } from '@proving-ground/shared';
import type { Authorize } from '../agent/ask-agent.ts';
import type { WatchedPair } from '../alerts/watched-pair.ts';
import type { HealthStore } from '../store/health-store.ts';
import { askHealth } from './ask-health.ts';
import { type HealthTurn, newestTurn } from './newest-turn.ts';
import { planCheck } from './plan-check.ts';
import { recordCheck } from './record-check.ts';

/** Far longer than a watch may be missed. */
const TURNED_WITHIN_MS = 30 * 60_000;

/** A turn of the agent of a pair. */
export interface TurnOfPair {
  readonly pair: WatchedPair;
  readonly turn: HealthTurn;
}

/**
 * Looks at every live agent whose turn it is, and writes down what changed. Told are all that went down or came back lately,
 * and not only now: whoever saw it first may have died before anybody heard of it.
 */
export async function checkHealth(input: {
  readonly pairs: readonly WatchedPair[];
  readonly openIncidents: readonly Incident[];
  /** By `region~name`; null when they cannot be read. */
  readonly instanceCounts: ReadonlyMap<string, number> | null;
  readonly store: HealthStore;
  readonly authorize: Authorize;
  readonly now: Date;
}): Promise<readonly TurnOfPair[]> {
  const turns = await Promise.all(input.pairs.map((pair) => checkPair(pair, input)));
  return turns.flatMap((turn) => turn ?? []);
}

async function checkPair(
  pair: WatchedPair,
  { openIncidents, instanceCounts, store, authorize, now }: Parameters<typeof checkHealth>[0],
): Promise<TurnOfPair | null> {
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
  if (plan === 'skip') return last && recentTurn(pair, newestTurn(last), now);
  const look = plan === 'rest' ? ({ kind: 'resting' } as const) : await askHealth(pair.agentUrl, authorize);
  const next = recordCheck({ place: { region, name }, last, look, openIncident: incident?.title ?? null, now });
  const turn = newestTurn(next);
  const entry = turn?.at === now.toISOString() ? healthEntry({ region, agent: name, ...turn }) : null;
  await store.save(next, entry);
  if (last && last.day !== next.day) await store.forgetOld(region, name, now);
  return recentTurn(pair, turn, now);
}

function recentTurn(pair: WatchedPair, turn: HealthTurn | null, now: Date): TurnOfPair | null {
  return turn && now.getTime() - Date.parse(turn.at) < TURNED_WITHIN_MS ? { pair, turn } : null;
}
