import {
  deployment as deploymentSchema,
  deploymentSpec,
  gateSecondsOf,
  gateSpec,
  KIND_STEPS,
  STEP_IDS,
} from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { planDeployment } from './plan-deployment.ts';

const spec = deploymentSpec.parse({ agent: { env: { A: '1', B: '2' } } });
const now = new Date('2026-03-01T12:00:00.000Z');

test('a plan has everything still to do, an hour for it, and fits its schema', () => {
  const planned = planDeployment({
    live: null,
    agentVersion: null,
    id: 'abc',
    spec,
    requestedBy: { uid: 'uid-1', email: null },
    now,
  });
  expect(deploymentSchema.parse(planned)).toEqual(planned);
  expect(Object.keys(planned.steps)).toEqual([...STEP_IDS]);
  const pending = STEP_IDS.filter((step) => planned.steps[step].status === 'pending');
  expect(pending).toEqual(KIND_STEPS.deploy.filter((step) => step !== 'gate'));
  expect(planned).toMatchObject({
    status: 'running',
    epoch: 0,
    leaseUntil: null,
    deadlineAt: '2026-03-01T13:00:00.000Z',
    nextLookAt: now.toISOString(),
  });
});

test('a load gate is a step of its own, with its own time on top of the hour', () => {
  const gate = gateSpec.parse({ roundSeconds: 10, maxRounds: 4 });
  const wanted = { ...spec, gate };
  const planned = planDeployment({
    live: null,
    agentVersion: null,
    id: 'abc',
    spec: wanted,
    requestedBy: { uid: 'uid-1', email: null },
    now,
  });
  expect(planned.steps.gate.status).toBe('pending');
  const onTopSeconds = (Date.parse(planned.deadlineAt) - Date.parse('2026-03-01T13:00:00.000Z')) / 1_000;
  expect(onTopSeconds).toBe(gateSecondsOf(gate).most);
});
