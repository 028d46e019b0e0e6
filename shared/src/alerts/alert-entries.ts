import { type TimelineEntry, wordsOf } from '../history/timeline.ts';
import type { Incident } from './incident.ts';

const PATH = '/alerts';

/** The entry of an alert of Cloud Monitoring, from when it opened until it closed. Pure. */
export function incidentEntry(incident: Incident): TimelineEntry {
  const { id, kind, region, service, deploymentId, title, state, openedAt, closedAt } = incident;
  return {
    id: `incident~${id}`,
    createdAt: openedAt,
    endedAt: closedAt,
    area: 'alert',
    title: title.slice(0, 300),
    detail: deploymentId === '' ? '' : `On release ${deploymentId}.`,
    status: state,
    actor: null,
    path: PATH,
    words: wordsOf('alert', state, kind, title, region, service, deploymentId, id),
  };
}

/** The entry of an agent that went down or came back, as our own look at its health saw it. Pure. */
export function healthEntry(turn: {
  readonly region: string;
  readonly agent: string;
  readonly kind: 'health-down' | 'health-up';
  readonly at: string;
  readonly detail: string;
}): TimelineEntry {
  const { region, agent, kind, at, detail } = turn;
  const isDown = kind === 'health-down';
  const status = isDown ? 'down' : 'up';
  const title = `${agent} in ${region} ${isDown ? 'is down' : 'is back'}`;
  return {
    id: `health~${region}~${agent}~${Date.parse(at)}`,
    createdAt: at,
    endedAt: at,
    area: 'alert',
    title,
    detail: detail.slice(0, 500),
    status,
    actor: null,
    path: PATH,
    words: wordsOf('health', status, title, region, agent),
  };
}
