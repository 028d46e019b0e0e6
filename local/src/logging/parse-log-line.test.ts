import { expect, test } from 'vitest';
import type { LogSource } from './log-entry.ts';
import { parseLogLine } from './parse-log-line.ts';

const SOURCE: LogSource = {
  projectId: 'demo-zoo',
  location: 'europe-west1',
  service: 'zoo',
  revision: 'zoo-00001-abc',
  stream: 'stderr',
  instanceId: '00ab',
};
const AT = '2026-11-24T10:00:00.000Z';
const parse = (line: string) => parseLogLine(line, SOURCE, AT);

test('plain text is a text entry of its revision, without severity', () => {
  expect(parse('listening on 8080')).toEqual({
    insertId: expect.any(String),
    logName: 'projects/demo-zoo/logs/run.googleapis.com%2Fstderr',
    resource: {
      type: 'cloud_run_revision',
      labels: {
        project_id: 'demo-zoo',
        location: 'europe-west1',
        service_name: 'zoo',
        configuration_name: 'zoo',
        revision_name: 'zoo-00001-abc',
      },
    },
    timestamp: AT,
    receiveTimestamp: AT,
    labels: { instanceId: '00ab' },
    textPayload: 'listening on 8080',
  });
});

test('a JSON line becomes jsonPayload, and its special fields move into the entry', () => {
  const line = JSON.stringify({
    severity: 'warning',
    time: '2026-11-24T09:59:59Z',
    message: 'slow',
    latencyMs: 12,
    'logging.googleapis.com/trace': 'projects/demo-zoo/traces/1',
    'logging.googleapis.com/labels': { session: 's1' },
    httpRequest: { status: 200 },
  });
  expect(parse(line)).toMatchObject({
    severity: 'WARNING',
    timestamp: '2026-11-24T09:59:59.000Z',
    jsonPayload: { message: 'slow', latencyMs: 12 },
    trace: 'projects/demo-zoo/traces/1',
    labels: { instanceId: '00ab', session: 's1' },
    httpRequest: { status: 200 },
  });
});

test('a message alone is text', () => {
  const entry = parse('{"severity":"ERROR","message":"no model"}');
  expect(entry).toMatchObject({ severity: 'ERROR', textPayload: 'no model' });
  expect(entry).not.toHaveProperty('jsonPayload');
});

test('a severity that is none stays where it was', () => {
  const entry = parse('{"severity":"LOUD","message":"x"}');
  expect(entry.jsonPayload).toEqual({ severity: 'LOUD', message: 'x' });
  expect(entry).not.toHaveProperty('severity');
});

test.each(['{broken', '[1,2]', '"text"', '42', 'null'])('%s is text, for it is no JSON object', (line) => {
  expect(parse(line).textPayload).toBe(line);
});
