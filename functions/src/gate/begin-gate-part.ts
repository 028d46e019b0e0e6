import {
  type Deployment,
  Failure,
  GATE_DRAIN_SECONDS,
  type GatePart,
  type GateSpec,
  LOAD_LIMITS,
  type LoadSpec,
  loadSpec,
  loadTargetName,
  WARM_UP_SECONDS,
} from '@proving-ground/shared';
import { type BeginDependencies, beginLoadTest } from '../load-tests/begin-load-test.ts';

/** Starts the load test of one side, or finds it started; while another one is at work on the agent, nothing happens. */
export async function beginGatePart(
  deployment: Deployment,
  part: GatePart,
  dependencies: BeginDependencies,
): Promise<void> {
  const { id, spec, gate, requestedBy } = deployment;
  const target = gate?.[part.side];
  if (!spec.gate || !target) throw new Error(`The record of ${id} lacks the sides of its gate.`);
  const request = {
    target: loadTargetName.parse({ region: spec.region, agentServiceName: spec.agent.serviceName }),
    spec: gateLoadSpec(spec.gate, part),
    note: noteOf(part),
  };
  const of = { kind: 'gate', deploymentId: id, round: part.round, side: part.side } as const;
  try {
    await beginLoadTest(
      { id: part.loadTestId, request, requestedBy, scheduleId: null, part: { of, target } },
      dependencies,
    );
  } catch (error) {
    // Somebody's test was there first: the next look sees that and waits for it.
    if (!(error instanceof Failure) || !BUSY.includes(error.record.reason)) throw error;
  }
}

const BUSY: readonly string[] = ['LOAD_TEST_IN_PROGRESS', 'CAPACITY_SEARCH_IN_PROGRESS'];

/** The load of one part. Both sides of a round get the same questions at the same pace; each round has its own. Pure. */
export function gateLoadSpec(gate: GateSpec, { round }: Pick<GatePart, 'round'>): LoadSpec {
  const { users, roundSeconds, scenario } = gate;
  return loadSpec.parse({
    scenario,
    // All at once: a slow start would leave little of a short round.
    load: { model: 'closed', users, spawnRatePerSecond: Math.min(users, LOAD_LIMITS.usersPerSecond) },
    durationSeconds: round === 0 ? Math.min(roundSeconds, WARM_UP_SECONDS) : roundSeconds,
    drainSeconds: GATE_DRAIN_SECONDS,
    seed: round,
  });
}

function noteOf({ round, side }: GatePart): string {
  const whom = side === 'new' ? 'the new release' : 'the release that serves';
  return round === 0 ? `Load gate: warm-up of ${whom}` : `Load gate: round ${round}, ${whom}`;
}
