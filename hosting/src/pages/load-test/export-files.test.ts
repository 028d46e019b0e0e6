import { aLoadResult, aTaskResult } from '@proving-ground/shared/testing/a-load-result';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import { exportFiles } from './export-files.ts';

const HOSTILE = '=1+1<script>alert(1)</script>';
const loadTest = aLoadTest({ note: HOSTILE });
const result = aLoadResult({ tasks: [aTaskResult({ name: HOSTILE })] });
const files = exportFiles.map(({ make }) => make({ test: loadTest, result }));
const contentOf = (name: string) => files.find((file) => file.name === name)?.content ?? '';

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

test('the JSON file has the record and the whole result', () => {
  expect(JSON.parse(contentOf('load-test-l1-result.json'))).toEqual({
    format: 'proving-ground.load-test/1',
    test: loadTest,
    result,
  });
});

test('the report says what was tested, and runs nothing', () => {
  const html = contentOf('load-test-l1-report.html');
  expect(html).toContain(
    'Load test of Gemma 3 270M in europe-west1 (production-adk-agent, revision production-adk-agent-d1)',
  );
  expect(html).not.toContain('<script');
});
