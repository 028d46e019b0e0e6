import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alertingRoutes } from './alerting-routes.ts';
import { openAlerting } from './open-alerting.ts';
import { A_POLICY } from './testing/a-policy.ts';

let folder: string;
let isEnabled: boolean;
let app: ReturnType<typeof alertingRoutes>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-alerting-'));
  isEnabled = true;
  await open();
});
afterEach(() => rm(folder, { recursive: true }));

async function open() {
  const alerting = await openAlerting({ folder, projectId: 'demo' });
  app = alertingRoutes({ projectId: 'demo', alerting, isEnabled: () => isEnabled });
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly name?: string;
    readonly nextPageToken?: string;
    readonly error?: { message: string; status: string };
  };
}

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const response = await app.request(`/monitoring.googleapis.com/v3/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const create = (collection: string, body: object) => call('POST', `projects/demo/${collection}`, body);

const EMAIL = { type: 'email', displayName: 'me', labels: { email_address: 'me@example.com' } };
const CHECK = {
  displayName: 'agent',
  monitoredResource: { type: 'uptime_url', labels: { project_id: 'demo', host: 'agent.example.com' } },
  httpCheck: { path: '/health', port: 443, useSsl: true },
  period: '900s',
  timeout: '10s',
};

describe.each([
  ['alertPolicies', A_POLICY],
  ['notificationChannels', EMAIL],
  ['uptimeCheckConfigs', CHECK],
])('%s', (collection, body) => {
  test('are made, read, listed, changed and deleted, and survive a restart', async () => {
    const made = await create(collection, { ...body, userLabels: { team: 'zoo' } });
    expect(made).toMatchObject({ status: 200, body: { displayName: body.displayName, userLabels: { team: 'zoo' } } });
    const name = made.body.name ?? '';
    expect(name).toMatch(new RegExp(`^projects/demo/${collection}/\\d+$`));
    await open();
    expect(await call('GET', name)).toEqual(made);
    expect((await call('GET', `projects/demo/${collection}`)).body[collection]).toEqual([made.body]);
    const changed = await call('PATCH', `${name}?updateMask=displayName`, { displayName: 'new', userLabels: {} });
    expect(changed.body).toEqual({ ...made.body, displayName: 'new' });
    expect((await call('DELETE', name)).status).toBe(200);
    expect((await call('GET', name)).status).toBe(404);
    expect((await call('DELETE', name)).status).toBe(404);
    expect((await call('GET', `projects/demo/${collection}`)).body).toEqual({ totalSize: 0 });
  });

  test('come page by page', async () => {
    for (const displayName of ['a', 'b', 'c']) await create(collection, { ...body, displayName });
    const names: unknown[] = [];
    let token = '';
    do {
      const { body: page } = await call('GET', `projects/demo/${collection}?pageSize=2&pageToken=${token}`);
      names.push(...(page[collection] as { displayName: string }[]).map(({ displayName }) => displayName));
      token = page.nextPageToken ?? '';
    } while (token !== '');
    expect(names).toEqual(['a', 'b', 'c']);
  });

  test('of another project, or with the API off, are refused', async () => {
    expect((await call('GET', `projects/other/${collection}`)).body.error?.status).toBe('PERMISSION_DENIED');
    isEnabled = false;
    expect((await create(collection, body)).body.error?.message).toContain('Cloud Monitoring API');
  });
});

const withCondition = (change: object) => ({
  ...A_POLICY,
  conditions: [{ displayName: 'c', conditionThreshold: { ...A_POLICY.conditions[0].conditionThreshold, ...change } }],
});

test.each([
  ['no name', { ...A_POLICY, displayName: '' }, 'displayName'],
  ['no conditions', { ...A_POLICY, conditions: [] }, 'conditions'],
  ['no combiner', { ...A_POLICY, combiner: undefined }, 'combiner'],
  ['a label with a capital letter', { ...A_POLICY, userLabels: { team: 'Zoo' } }, 'userLabels'],
  ['a label that begins with a digit', { ...A_POLICY, userLabels: { '1team': 'zoo' } }, 'userLabels'],
  ['a filter without a metric', withCondition({ filter: 'resource.type="cloud_run_revision"' }), 'metric.type'],
  ['a filter without a resource', withCondition({ filter: 'metric.type="x"' }), 'resource.type'],
  ['half a minute', withCondition({ duration: '90s' }), 'multiple of a minute'],
  ['another comparison', withCondition({ comparison: 'COMPARISON_EQ' }), 'COMPARISON_GT'],
  [
    'missing data without a duration',
    withCondition({ duration: '0s', evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE' }),
    'at least 60 seconds',
  ],
  [
    'a denominator of another period',
    withCondition({
      denominatorFilter: 'metric.type="x" AND resource.type="y"',
      denominatorAggregations: [{ alignmentPeriod: '60s', perSeriesAligner: 'ALIGN_DELTA' }],
    }),
    'alignment period',
  ],
  [
    'a short alignment',
    withCondition({ aggregations: [{ alignmentPeriod: '30s', perSeriesAligner: 'ALIGN_DELTA' }] }),
    '60 seconds',
  ],
  ['closing too soon', { ...A_POLICY, alertStrategy: { autoClose: '60s' } }, '30 minutes'],
  ['too long a text', { ...A_POLICY, documentation: { content: 'x'.repeat(8_193) } }, 'documentation.content'],
])('a policy with %s is refused, and says why', async (_what, body, part) => {
  const { status, body: answer } = await create('alertPolicies', body);
  expect([status, answer.error?.status]).toEqual([400, 'INVALID_ARGUMENT']);
  expect(answer.error?.message).toContain(part);
});

test('a policy names channels that are there; one that is still named is deleted by force alone', async () => {
  const unknown = { ...A_POLICY, notificationChannels: ['projects/demo/notificationChannels/1'] };
  expect((await create('alertPolicies', unknown)).status).toBe(404);
  const channel = (await create('notificationChannels', EMAIL)).body.name ?? '';
  const policy = await create('alertPolicies', { ...A_POLICY, notificationChannels: [channel] });
  expect((await call('DELETE', channel)).body.error?.status).toBe('FAILED_PRECONDITION');
  expect((await call('DELETE', `${channel}?force=true`)).status).toBe(200);
  expect((await call('GET', policy.body.name ?? '')).body['notificationChannels']).toEqual([]);
});

test.each([
  ['notificationChannels', { type: 'email', labels: {} }],
  ['notificationChannels', { type: 'webhook_tokenauth', labels: { url: 'ftp://example.com' } }],
  ['notificationChannels', { type: 'pigeon', labels: {} }],
  ['uptimeCheckConfigs', { ...CHECK, period: '120s' }],
  ['uptimeCheckConfigs', { ...CHECK, timeout: '90s' }],
])('in %s, what the API would refuse is refused (%#)', async (collection, body) => {
  expect((await create(collection, body)).body.error?.status).toBe('INVALID_ARGUMENT');
});
