import type { Deployment } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { anObservedBuild } from '../testing/an-observed-build.ts';
import { anObservedService } from '../testing/an-observed-service.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { decide } from './decide.ts';
import { NOTHING_OBSERVED, type Observation } from './observation.ts';

const minutes = (count: number) => new Date(STARTED_AT.getTime() + count * 60_000);
const done = { status: 'done' } as const;
const running = { status: 'running', attempt: 1 } as const;
const decided = (deployment: Deployment, observed: Partial<Observation>, at = minutes(1)) =>
  decide(deployment, { ...NOTHING_OBSERVED, ...observed }, at);
const built = (image: 'agent' | 'backend') => ({ value: anObservedBuild({ image, status: 'SUCCESS' }), logTail: [] });

describe('one round', () => {
  test('begins with the check alone', () => {
    const { next, effect } = decided(aDeployment(), { disabledApis: ['run.googleapis.com'] });
    expect(effect).toEqual({ kind: 'enableApis', step: 'check', apis: ['run.googleapis.com'] });
    expect(next.steps.check).toMatchObject({ status: 'running', attempt: 1, startedAt: minutes(1).toISOString() });
    expect(next.steps.repository.status).toBe('pending');
  });

  test('does at most one thing: the second of two comes in the next, at once', () => {
    const ready = aDeployment({ steps: { check: done } });
    const first = decided(ready, { repositoryExists: false, archivesPresent: false });
    expect(first.effect?.kind).toBe('createRepository');
    expect(first.next.steps.source.status).toBe('pending');
    expect(first.lookAgainInMs).toBe(0);
  });

  test('learns from several steps at the same time', () => {
    const building = aDeployment({
      steps: { check: done, repository: done, source: done, buildBackend: running, buildAgent: running },
    });
    const { next, events } = decided(building, { builds: { backend: built('backend'), agent: built('agent') } });
    expect([next.steps.buildBackend.status, next.steps.buildAgent.status]).toEqual(['done', 'done']);
    expect(next.builds.backend?.imageByDigest).toContain('@sha256:');
    expect(next.builds.agent?.imageByDigest).toContain('@sha256:');
    expect(events.map(({ step }) => step)).toEqual(['buildBackend', 'buildAgent']);
  });

  test('tells of the beginning of a step once, however often it is tried', () => {
    const first = decided(aDeployment(), { disabledApis: ['run.googleapis.com'] });
    expect(first.events.map(({ message }) => message)).toEqual(['Enabling run.googleapis.com.']);
    expect(decided(first.next, { disabledApis: ['run.googleapis.com'] }).events).toEqual([]);
  });

  test('neither build goes on without the other: nothing is deployed while one is at work', () => {
    const half = aDeployment({
      steps: { check: done, repository: done, source: done, buildBackend: done, buildAgent: running },
    });
    const working = { value: anObservedBuild({ image: 'agent', status: 'WORKING' }), logTail: [] };
    const { next, effect } = decided(half, { builds: { agent: working } });
    expect(effect).toBeNull();
    expect(next.steps.deployBackend.status).toBe('pending');
  });

  test('leaves a deployment that has ended as it is', () => {
    const ended = aDeployment({ status: 'live' });
    expect(decided(ended, {})).toEqual({ next: ended, events: [], effect: null, lookAgainInMs: null });
  });

  test('does not change what it was given', () => {
    const deployment = aDeployment({ steps: { check: done } });
    const before = structuredClone(deployment);
    decided(deployment, { repositoryExists: true, archivesPresent: false });
    expect(deployment).toEqual(before);
  });
});

describe('the end', () => {
  test('is live when everything is verified', () => {
    const steps = Object.fromEntries(Object.keys(aDeployment().steps).map((step) => [step, done]));
    const last = aDeployment({ steps: { ...steps, release: { status: 'pending' } } });
    const serving = { value: anObservedService('the-new-one'), logTail: [] };
    const revision = { revision: 'the-new-one', url: 'https://a.example.test', tagUrl: null };
    const { next, lookAgainInMs, events } = decided(
      { ...last, revisions: { backend: revision, agent: revision } },
      { services: { backend: serving, agent: serving } },
    );
    expect(next).toMatchObject({ status: 'live', endedAt: minutes(1).toISOString(), failure: null });
    expect(lookAgainInMs).toBeNull();
    expect(events.at(-1)).toEqual({ step: null, level: 'info', message: 'The deployment is live.' });
  });

  test('is failed when a step has failed and nothing is at work any more; what was not begun is skipped', () => {
    const failing = aDeployment({ failure: SOME_FAILURE, steps: { check: { status: 'failed' } } });
    const { next } = decided(failing, {});
    expect(next).toMatchObject({ status: 'failed', failure: SOME_FAILURE });
    expect(next.steps.release).toMatchObject({ status: 'skipped', startedAt: null });
  });

  test('is failed, not cancelled, when both happened', () => {
    const both = aDeployment({ failure: SOME_FAILURE, cancelRequested: true });
    expect(decided(both, {}).next.status).toBe('failed');
  });

  test('waits for a build that is still being stopped', () => {
    const cancelled = aDeployment({ cancelRequested: true, steps: { buildAgent: running } });
    const working = { value: anObservedBuild({ image: 'agent', status: 'WORKING' }), logTail: [] };
    const { next, effect, lookAgainInMs } = decided(cancelled, { builds: { agent: working } });
    expect(next.status).toBe('running');
    expect(effect).toEqual({ kind: 'cancelBuild', step: 'buildAgent', buildId: 'build-agent' });
    expect(lookAgainInMs).toBe(3_000);
  });

  test('nothing new is begun in the round in which something fails', () => {
    const resuming = aDeployment({
      steps: { check: done, repository: done, source: done, buildAgent: { ...running } },
    });
    const broken = { value: anObservedBuild({ image: 'agent', status: 'FAILURE' }), logTail: ['boom'] };
    const { next, effect, lookAgainInMs } = decided(resuming, {
      builds: { backend: { value: null, logTail: [] }, agent: broken },
    });
    expect(effect).toBeNull();
    expect(next.failure).toMatchObject({ reason: 'BUILD_FAILED', logTail: ['boom'] });
    expect(lookAgainInMs).toBe(0);
  });
});

describe('time', () => {
  const building = aDeployment({ steps: { check: done, buildAgent: running } });
  const working = { builds: { agent: { value: anObservedBuild({ image: 'agent', status: 'WORKING' }), logTail: [] } } };

  test.each([
    [60, null],
    [61, 'DEPLOYMENT_TIMED_OUT'],
  ])('after %i minutes the failure is %s', (count, reason) => {
    expect(decided(building, working, minutes(count)).next.failure?.reason ?? null).toBe(reason);
  });

  test('a failure from before the deadline stays the reason', () => {
    const { next } = decided({ ...building, failure: SOME_FAILURE }, working, minutes(61));
    expect(next.failure).toEqual(SOME_FAILURE);
  });

  test('ten minutes after it whatever is still at work is given up on', () => {
    expect(decided(building, working, minutes(69)).next.status).toBe('running');
    const { next } = decided(building, working, minutes(71));
    expect(next.status).toBe('failed');
    expect(next.steps.buildAgent).toMatchObject({ status: 'skipped', detail: expect.stringContaining('Given up') });
  });

  test('no look is planned later than in a minute', () => {
    expect(decided(building, working).lookAgainInMs).toBeLessThanOrEqual(60_000);
  });
});
