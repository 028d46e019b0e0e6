import { concludeLoadTest } from '@proving-ground/shared';
import { aLoadResult, aTaskResult } from '@proving-ground/shared/testing/a-load-result';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import { anObservation } from '../../testing/an-observation.ts';
import { exportFiles } from './export-files.ts';

const HOSTILE = '=1+1<script>alert(1)</script>';
const loadTest = aLoadTest({ note: HOSTILE });
const result = aLoadResult({ tasks: [aTaskResult({ name: HOSTILE })] });
const seen = [anObservation('backend', { instances: [[30, 2]] }, { status: 'partial' })];
const conclusion = concludeLoadTest(loadTest, { result, seen });
const files = exportFiles.map(({ make }) => make({ test: loadTest, result, conclusion }));
const contentOf = (name: string) => files.find((file) => file.name === name)?.text ?? '';

test('each file says in its name what is in it', () => {
  expect(files.map(({ name, type }) => [name, type])).toEqual([
    ['load-test-l1-tasks.csv', 'text/csv;charset=utf-8'],
    ['load-test-l1-time-series.csv', 'text/csv;charset=utf-8'],
    ['load-test-l1-result.json', 'application/json;charset=utf-8'],
    ['load-test-l1-report.html', 'text/html;charset=utf-8'],
  ]);
});

test('the tables have a line for each task and for each window', () => {
  const lines = (name: string) => contentOf(name).trim().split('\r\n');
  expect(lines('load-test-l1-tasks.csv').map((line) => line.split(',')[0])).toEqual([
    'Name',
    `'${HOSTILE}`,
    'Aggregated',
  ]);
  expect(lines('load-test-l1-time-series.csv')).toHaveLength(4);
});

test('the JSON file has the record, the whole result and what follows from it', () => {
  expect(JSON.parse(contentOf('load-test-l1-result.json'))).toEqual({
    format: 'proving-ground.load-test/1',
    test: loadTest,
    result,
    conclusion,
  });
});

test('the report says what was tested, and runs nothing', () => {
  const html = contentOf('load-test-l1-report.html');
  expect(html).toContain(
    'Load test of Gemma 3 270M in europe-west1 (production-adk-agent, revision production-adk-agent-d1)',
  );
  expect(html).not.toContain('<script');
});

test('the report has the conclusion, in which what nobody saw is not zero', () => {
  const html = contentOf('load-test-l1-report.html');
  expect(html).toContain(conclusion?.headline);
  const cells = [...html.matchAll(/<tr><t[dh][^>]*>Most instances of the (.*?)<\/t[dh]><td[^>]*>(.*?)<\/td>/g)];
  expect(cells.map(([, service, value]) => [service, value])).toEqual([
    ['model server', '2'],
    ['agent', 'not known'],
  ]);
  expect(html).toContain('Of the agent nothing is known of its instances, requests in flight, CPU.');
});
