import { expect, test } from 'vitest';
import { entryEnvelope, type LogEntry } from './log-entry.ts';
import { matchesFilter, parseFilter } from './parse-filter.ts';

const AT = '2026-11-24T10:00:00.000Z';
const ENTRY: LogEntry = {
  ...entryEnvelope(
    { projectId: 'demo-zoo', location: 'europe-west1', service: 'zoo', revision: 'zoo-1', stream: 'stdout' },
    AT,
  ),
  timestamp: AT,
  severity: 'ERROR',
  jsonPayload: { message: 'the "model" is gone', status: 503, 'a.b': 'dotted' },
};
const matches = (filter: string, entry: LogEntry = ENTRY) => matchesFilter(entry, parseFilter(filter));

test.each([
  '',
  'resource.type="cloud_run_revision"',
  'resource.type = cloud_run_revision AND resource.labels.service_name="zoo" AND resource.labels.revision_name="zoo-1"',
  'resource.labels.service_name="zoo"\nseverity>=ERROR',
  'severity>=WARNING',
  'severity=error',
  'severity<CRITICAL',
  'timestamp>="2026-11-24T10:00:00Z"',
  'timestamp>="2026-11-24T12:00:00+02:00" AND timestamp<"2026-11-24T10:00:01Z"',
  'jsonPayload.message:"Model"',
  'jsonPayload.message="the \\"model\\" is gone"',
  'jsonPayload.status>=500',
  'jsonPayload."a.b"="dotted"',
  'logName="projects/demo-zoo/logs/run.googleapis.com%2Fstdout"',
  'textPayload!="x"',
])('an entry is found by %s', (filter) => {
  expect(matches(filter)).toBe(true);
});

test.each([
  'resource.labels.service_name="other"',
  'resource.labels.service_name!="zoo"',
  'severity>=CRITICAL',
  'timestamp>"2026-11-24T10:00:00Z"',
  'textPayload:"model"',
  'jsonPayload.message.deeper="x"',
  'resource.labels.service_name="zoo" AND severity=INFO',
])('an entry is not found by %s', (filter) => {
  expect(matches(filter)).toBe(false);
});

test('an entry without severity counts as DEFAULT, below DEBUG', () => {
  const { severity: _none, ...entry } = ENTRY;
  expect([matches('severity>=DEFAULT', entry), matches('severity>=DEBUG', entry)]).toEqual([true, false]);
});

test.each(['a="1" OR b="2"', 'NOT a="1"', '(a="1")', 'nothing', 'a=', '"x"'])(
  '%s is refused with its place',
  (filter) => {
    expect(() => parseFilter(filter)).toThrow(/Unparseable filter/);
  },
);

test('a severity that is none is refused', () => {
  expect(() => matches('severity>=LOUD')).toThrow('"LOUD" is not a severity');
});
