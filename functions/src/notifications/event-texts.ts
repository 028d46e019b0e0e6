import type { Deployment, NotificationEvent } from '@proving-ground/shared';
import type { WatchedPair } from '../alerts/watched-pair.ts';
import type { HealthTurn } from '../health/newest-turn.ts';

const MAX_TITLE = 200;
const MAX_TEXT = 2_000;

/** An event with the id under which it is told once and no more. */
export interface NamedEvent {
  readonly id: string;
  readonly event: NotificationEvent;
}

/** What is told of a deployment that has ended: failed, refused by its load gate, or left for somebody to decide. Null
 * for all others. Pure. */
export function deploymentEvent(deployment: Deployment, consoleUrl: string): NamedEvent | null {
  const { id, kind, status, failure, gate, endedAt, spec } = deployment;
  if (endedAt === null) return null;
  const where = `${spec.agent.serviceName} in ${spec.region}`;
  const named = (event: Pick<NotificationEvent, 'kind' | 'title' | 'text'>): NamedEvent => ({
    id: `deployment-${id}`,
    event: {
      ...event,
      at: endedAt,
      title: event.title.slice(0, MAX_TITLE),
      text: event.text.slice(0, MAX_TEXT),
      url: `${consoleUrl}/deployments/${id}`,
    },
  });
  if (status === 'held' && gate?.status === 'undecided') {
    return named({
      kind: 'release-undecided',
      title: `The release of ${where} waits for a decision`,
      text: `Its load gate could not decide: ${gate.reason.slice(0, 900)}\nWhat served before has all the traffic.\nWhat to do: look at what was measured, then promote it or leave it.`,
    });
  }
  if (status !== 'failed' || !failure) return null;
  const isRefused = gate?.status === 'refused';
  const what = { deploy: 'The release', switch: 'The switch', delete: 'The deletion' }[kind];
  const after = kind === 'delete' ? 'What is left may still cost money.' : 'What served before serves on.';
  return named({
    kind: isRefused ? 'release-refused' : 'release-failed',
    title: `${what} of ${where} ${isRefused ? 'was refused by its load gate' : 'failed'}`,
    text: `${failure.message.slice(0, 900)}\n${after}\nWhat to do: ${failure.nextStep.slice(0, 900)}`,
  });
}

/** What is told of an agent that went down or came back. Pure. */
export function healthEvent(
  { agent, region, deploymentId }: Pick<WatchedPair, 'agent' | 'region' | 'deploymentId'>,
  { kind, at, detail }: HealthTurn,
  consoleUrl: string,
): NamedEvent {
  const isDown = kind === 'health-down';
  return {
    id: `health-${region}-${agent}-${Date.parse(at)}`,
    event: {
      kind,
      at,
      title: `${agent} in ${region} ${isDown ? 'is down' : 'is back'}`.slice(0, MAX_TITLE),
      text: isDown
        ? `Asked twice for its health, the agent did not answer well: ${detail}\nPeople who ask it get no answer.\nWhat to do: read its log; if this began with release ${deploymentId}, roll back on its page.`
        : `The agent answers again. ${detail}`,
      url: isDown ? `${consoleUrl}/deployments/${deploymentId}` : `${consoleUrl}/`,
    },
  };
}

/** What an owner sends to see that it arrives. Pure. */
export function testEvent(id: string, consoleUrl: string, now: Date): NamedEvent {
  return {
    id: `test-${id}`,
    event: {
      kind: 'test',
      at: now.toISOString(),
      title: 'A test',
      text: 'An owner asked for this test. Nothing has happened, and there is nothing to do.',
      url: `${consoleUrl}/alerts`,
    },
  };
}
