import { expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { decideStep } from './decide-step.ts';
import { NOTHING_OBSERVED, type Observation } from './observation.ts';
import { REQUIRED_APIS } from './required-apis.ts';

const deployment = aDeployment();
const decided = (step: Parameters<typeof decideStep>[0], observed: Partial<Observation> = {}) =>
  decideStep(step, deployment, { ...NOTHING_OBSERVED, ...observed });

test('the APIs of the codelab are what cannot be done without', () => {
  expect(REQUIRED_APIS).toEqual([
    'run.googleapis.com',
    'artifactregistry.googleapis.com',
    'cloudbuild.googleapis.com',
    'aiplatform.googleapis.com',
  ]);
});

test.each([
  ['check', { disabledApis: [] }, { kind: 'done' }],
  [
    'check',
    { disabledApis: [], findings: [{ check: 'gpuQuota', status: 'unknown', message: 'M.', fix: 'F.' }] },
    { kind: 'done' },
  ],
  [
    'check',
    { disabledApis: [], findings: [{ check: 'billing', status: 'blocked', message: 'No billing.', fix: 'Link it.' }] },
    { kind: 'fail', failure: { reason: 'PREFLIGHT_FAILED', message: 'No billing.', nextStep: 'Link it.' } },
  ],
  ['check', { disabledApis: ['run.googleapis.com'] }, { effect: { kind: 'enableApis', apis: ['run.googleapis.com'] } }],
  ['check', {}, { effect: { kind: 'enableApis', apis: REQUIRED_APIS } }],
  ['repository', { repositoryExists: true }, { kind: 'done' }],
  ['repository', { repositoryExists: false }, { effect: { kind: 'createRepository', step: 'repository' } }],
  ['source', { archivesPresent: true }, { kind: 'done' }],
  ['source', { archivesPresent: false }, { effect: { kind: 'uploadSource', step: 'source' } }],
  [
    'buildBackend',
    { builds: { backend: { value: null, logTail: [] } } },
    { effect: { kind: 'createBuild', image: 'backend' } },
  ],
  ['deployBackend', {}, { kind: 'wait' }],
  ['deployAgent', {}, { kind: 'wait' }],
  ['grantBackend', { invokers: { backend: { hasAccount: true, isPublic: false } } }, { kind: 'done' }],
  [
    'grantBackend',
    { invokers: { backend: { hasAccount: true, isPublic: true } } },
    { effect: { kind: 'setInvokers', isPublic: false } },
  ],
  ['grantBackend', {}, { effect: { kind: 'setInvokers', image: 'backend', isPublic: false } }],
  ['grantAgent', { invokers: { agent: { hasAccount: true, isPublic: true } } }, { kind: 'done' }],
  ['grantAgent', {}, { effect: { kind: 'setInvokers', image: 'agent', isPublic: null } }],
  ['verify', {}, { effect: { kind: 'verify', step: 'verify' } }],
  ['release', {}, { kind: 'wait' }],
] as const)('%s, seeing %j, comes to %j', (step, observed, expected) => {
  expect(decided(step, observed as Partial<Observation>)).toMatchObject(expected);
});

test('a verification on record is not made again', () => {
  const verification = [{ question: 'Q?', answer: 'A.', ttftMs: 300, totalMs: 2_345 }];
  expect(decideStep('verify', aDeployment({ verification }), NOTHING_OBSERVED)).toEqual({
    kind: 'done',
    detail: 'The agent answered in 2.3 s.',
  });
});
