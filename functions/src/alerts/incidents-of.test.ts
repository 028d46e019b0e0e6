import type { Incident } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import type { MonitoringAlert } from '../gcp/monitoring-alerts.ts';
import { aWatchedPair } from '../testing/a-watched-pair.ts';
import { incidentChanges, incidentsOf } from './incidents-of.ts';
import { pairLabels } from './managed-labels.ts';

const LABELS = { ...pairLabels('latency', aWatchedPair()), 'deployment-id': 'd1' };
const ALERT: MonitoringAlert = {
  name: 'projects/p/alerts/7',
  state: 'OPEN',
  openTime: '2026-03-01T12:00:00.123456Z',
  policy: { displayName: 'Proving Ground: zoo-agent in europe-west1: slow answers', userLabels: LABELS },
};
const INCIDENT: Incident = {
  id: '7',
  kind: 'latency',
  region: 'europe-west1',
  service: 'zoo-agent',
  deploymentId: 'd1',
  title: 'zoo-agent in europe-west1: slow answers',
  state: 'open',
  openedAt: '2026-03-01T12:00:00.123Z',
  closedAt: null,
};
const NOW = new Date('2026-03-01T13:00:00.000Z');

test('an alert on a policy of ours is an incident; one on a policy of others is none', () => {
  const foreign = { ...ALERT, policy: { displayName: 'Disk full', userLabels: { team: 'infra' } } };
  const odd = { ...ALERT, policy: { ...ALERT.policy, userLabels: { ...LABELS, kind: 'uptime' } } };
  expect(incidentsOf([ALERT, foreign, odd])).toEqual([INCIDENT]);
});

const changes = (told: readonly Incident[], open: readonly Incident[], known: readonly string[] = []) =>
  incidentChanges({ told, openOnRecord: open, knownIds: new Set(known), now: NOW });

test('what is new is written once', () => {
  expect(changes([INCIDENT], [])).toEqual([INCIDENT]);
  expect(changes([INCIDENT], [INCIDENT], ['7'])).toEqual([]);
});

test('what has closed is written once', () => {
  const closed: Incident = { ...INCIDENT, state: 'closed', closedAt: '2026-03-01T12:30:00.000Z' };
  expect(changes([closed], [INCIDENT], ['7'])).toEqual([closed]);
  expect(changes([closed], [], ['7'])).toEqual([]);
});

test('an open one that nobody tells of any more has closed', () => {
  expect(changes([], [INCIDENT], [])).toEqual([{ ...INCIDENT, state: 'closed', closedAt: NOW.toISOString() }]);
});
