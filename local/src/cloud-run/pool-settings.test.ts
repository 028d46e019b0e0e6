import { expect, test } from 'vitest';
import { type Fresh, firstRecord } from './next-record.ts';
import { DEFAULT_IDLE_MINUTES, poolSettings } from './pool-settings.ts';
import { withServiceDefaults } from './service-defaults.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import { settle } from './settle.ts';
import type { RevisionTemplate, ServiceSpec } from './wire.ts';

const AT = '2026-11-24T10:00:00.000Z';
const FRESH: Fresh = { at: AT, uuid: () => 'uuid', suffix: () => 'abc' };

function aServing(template: RevisionTemplate = {}, spec: ServiceSpec = {}) {
  const full = withServiceDefaults({ ...spec, template: { containers: [{ image: 'zoo' }], ...template } }, 'a@b.c');
  const record = firstRecord('projects/p/locations/europe-west1/services/zoo', full, FRESH);
  const ready = {
    ...record,
    revisions: record.revisions.map((revision) => ({ ...revision, state: 'ready' as const })),
  };
  return settle(ready, 1, AT);
}

const settingsOf = (record: ServiceRecord, revision: RevisionRecord | undefined = record.revisions[0]) =>
  revision && poolSettings(record, revision, DEFAULT_IDLE_MINUTES);

test("Cloud Run's defaults: up to 100 instances of 80 requests, idle for a quarter of an hour", () => {
  expect(settingsOf(aServing())).toEqual({ concurrency: 80, minInstances: 0, maxInstances: 100, idleMs: 900_000 });
});

test('an idle GPU goes after ten minutes', () => {
  expect(settingsOf(aServing({ nodeSelector: { accelerator: 'nvidia-l4' } }))?.idleMs).toBe(600_000);
});

test('the smaller maximum and the larger minimum hold, of service and revision', () => {
  const template = { scaling: { minInstanceCount: 1, maxInstanceCount: 9 } };
  const spec = { scaling: { minInstanceCount: 2, maxInstanceCount: 4 } };
  expect(settingsOf(aServing(template, spec))).toMatchObject({ minInstances: 2, maxInstances: 4 });
});

test('manual scaling runs just that many, none included', () => {
  const manual = (manualInstanceCount: number) => ({ scaling: { scalingMode: 'MANUAL', manualInstanceCount } });
  expect(settingsOf(aServing({}, manual(3)))).toMatchObject({ minInstances: 3, maxInstances: 3 });
  expect(settingsOf(aServing({}, manual(0)))).toMatchObject({ minInstances: 0, maxInstances: 0 });
});

test('a revision that no request can reach rests at once, whatever its minimum', () => {
  const record = { ...aServing({ scaling: { minInstanceCount: 2, maxInstanceCount: 5 } }), served: [] };
  expect(settingsOf(record)).toMatchObject({ minInstances: 0, idleMs: 0 });
});
