import {
  type DeploymentSpecInput,
  deploymentSpec,
  isBlocked,
  type PreflightCheck,
  preflightReport,
} from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aLiveService } from '../testing/a-load-test.ts';
import { assessProject } from './assess-project.ts';
import type { ProjectSight } from './project-sight.ts';

const GIB = 1_024 ** 3;
const value = <T>(given: T) => ({ ok: true as const, value: given });
const unreadable = { ok: false as const, why: 'Cloud Quotas: PERMISSION_DENIED' };

const GOOD: ProjectSight = {
  disabledApis: value([]),
  billingEnabled: value(true),
  missingPermissions: value([]),
  gpuQuota: value(3),
  memoryQuotaBytes: value(40 * GIB),
  names: value({ backend: 'free', agent: 'ours' }),
  repositoryExists: value(false),
  services: [],
  capUsd: null,
  prices: {},
};
function findings(sight: Partial<ProjectSight>, spec: DeploymentSpecInput = {}) {
  return assessProject(deploymentSpec.parse(spec), { ...GOOD, ...sight });
}
const finding = (check: PreflightCheck, sight: Partial<ProjectSight>, spec?: DeploymentSpecInput) =>
  findings(sight, spec).find((each) => each.check === check);

test('a project in which nothing is amiss', () => {
  const all = findings({});
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['ok']));
  expect(preflightReport.safeParse({ at: '2026-03-01T12:00:00.000Z', findings: all }).success).toBe(true);
});

describe('what would fail is blocked, with its fix', () => {
  test.each<[PreflightCheck, Partial<ProjectSight>, string]>([
    ['billing', { billingEnabled: value(false) }, 'Link a billing account'],
    ['permissions', { missingPermissions: value(['run.services.create']) }, 'npm run setup'],
    ['gpuQuota', { gpuQuota: value(0) }, 'without a GPU'],
    ['memoryQuota', { memoryQuotaBytes: value(19 * GIB) }, 'Lower the most instances'],
    ['names', { names: value({ backend: 'foreign', agent: 'free' }) }, 'another service name'],
    ['spending', { capUsd: 30 }, 'raise the cap'],
  ])('%s', (check, sight, fix) => {
    const found = findings(sight);
    expect(found.filter(({ status }) => status === 'blocked').map((each) => each.check)).toEqual([check]);
    expect(finding(check, sight)?.fix).toContain(fix);
    expect(isBlocked({ findings: [...found] })).toBe(true);
  });
});

test('room for one pair only is no place for a load gate, unless nothing serves that it could compare with', () => {
  const sight = { gpuQuota: value(1), services: [aLiveService('backend')] };
  expect(finding('gpuQuota', sight, { gate: {} })).toMatchObject({
    status: 'blocked',
    fix: expect.stringContaining('without the load gate'),
  });
  const other = [aLiveService('backend', { name: 'of-another-agent' })];
  expect(finding('gpuQuota', { ...sight, services: other }, { gate: {} })?.status).toBe('warning');
});

test.each<[string, DeploymentSpecInput]>([
  ['a backend without a GPU', { backend: { gpuType: null } }],
  ['an agent beside the live backend', { scope: 'agent' }],
])('the cap is not held against %s, as when it was asked for', (_what, spec) => {
  expect(finding('spending', { capUsd: 0 }, spec)?.status).toBe('ok');
});

describe('what may go wrong, or mends itself, is a warning', () => {
  test.each<[string, PreflightCheck, Partial<ProjectSight>, DeploymentSpecInput?]>([
    ['APIs that the deployment enables', 'apis', { disabledApis: value(['run.googleapis.com']) }],
    ['a quota that Google does not name', 'gpuQuota', { gpuQuota: value(null) }],
    ['a queue that nobody sees', 'concurrency', {}, { backend: { concurrency: 20 } }],
    ['room for one pair only', 'gpuQuota', { gpuQuota: value(1), services: [aLiveService('backend')] }],
  ])('%s', (_what, check, sight, spec) => {
    expect(finding(check, sight, spec)?.status).toBe('warning');
    expect(isBlocked({ findings: [...findings(sight, spec)] })).toBe(false);
  });
});

describe('the GPU quota does not matter', () => {
  test.each<[string, DeploymentSpecInput]>([
    ['without a GPU', { backend: { gpuType: null } }],
    ['for a new agent on the live backend', { scope: 'agent' }],
  ])('%s', (_what, spec) => {
    expect(finding('gpuQuota', { gpuQuota: value(0) }, spec)?.status).toBe('ok');
  });
});

test('what an API that is off cannot tell is no finding: nothing of it is there', () => {
  const off = value(['run.googleapis.com', 'artifactregistry.googleapis.com']);
  const sight = { disabledApis: off, names: unreadable, repositoryExists: unreadable };
  expect(finding('names', sight)?.status).toBe('ok');
  expect(finding('repository', sight)?.status).toBe('ok');
});

test('what could not be read is unknown, blocks nothing and says what would be needed', () => {
  const sight = {
    disabledApis: unreadable,
    billingEnabled: unreadable,
    missingPermissions: unreadable,
    gpuQuota: unreadable,
    memoryQuotaBytes: unreadable,
    names: unreadable,
    repositoryExists: unreadable,
  };
  const unknown = findings(sight).filter(({ status }) => status === 'unknown');
  expect(unknown).toHaveLength(7);
  expect(unknown.every(({ fix, message }) => fix !== '' && message.includes('PERMISSION_DENIED'))).toBe(true);
  expect(isBlocked({ findings: [...findings(sight)] })).toBe(false);
});

test('a GPU without a known price is in the way of a cap, and only then', () => {
  const rtx = {
    region: 'europe-west4',
    backend: { gpuType: 'nvidia-rtx-pro-6000', cpuCount: 20, memoryGiB: 80 },
  } as const;
  expect(finding('spending', { capUsd: 1_000 }, rtx)).toMatchObject({
    status: 'blocked',
    fix: expect.stringContaining('enter the price'),
  });
  expect(finding('spending', {}, rtx)?.status).toBe('ok');
  expect(finding('spending', { capUsd: 1_000, prices: { 'nvidia-rtx-pro-6000': 3 } }, rtx)?.status).toBe('ok');
  expect(finding('gpuQuota', { gpuQuota: value(0) }, rtx)?.message).toContain('NVIDIA RTX PRO 6000');
});

test('the cap is held against all regions of a release together', () => {
  const one = deploymentSpec.parse({});
  const both = [one, { ...one, region: 'us-east4' as const }];
  const capUsd = 40;
  const verdict = (together: typeof both) =>
    assessProject(one, { ...GOOD, capUsd }, together).find(({ check }) => check === 'spending')?.status;
  expect([verdict([one]), verdict(both)]).toEqual(['ok', 'blocked']);
});
