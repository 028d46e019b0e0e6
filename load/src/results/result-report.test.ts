import {
  evaluateSlo,
  type LoadState,
  loadReportHtml,
  loadSpec,
  loadState,
  mapPhases,
  parseSlo,
  resultRemarks,
  resultTables,
  SPLIT_TITLE,
  sloText,
  splitLatency,
  taskCsv,
  windowCsv,
} from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { Histogram, TOTAL_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';
import { SplitStats } from '../run/split-stats.ts';
import { summarise } from './summarise.ts';

const HOSTILE = '=cmd|"/c calc"<script>alert(1)</script>';
const latency = new Histogram(TOTAL_PRECISION_BITS);
for (let ms = 1; ms <= 100; ms += 1) latency.record(ms * 1_000);
const latencyUs = encodeHistogram(latency);
const none = encodeHistogram(new Histogram(TOTAL_PRECISION_BITS));

const STATE: LoadState = {
  format: 1,
  startAtMs: 0,
  windowSeconds: 1,
  shardCount: 1,
  shards: [{ index: 0, status: 'finished', requests: 110, elapsedMs: 10_000 }],
  elapsedMs: 10_000,
  dropped: 0,
  interrupted: 0,
  startDelayUs: none,
  tasks: [
    {
      name: HOSTILE,
      kind: 'ask',
      requests: 110,
      failures: 10,
      receivedBytes: 0,
      latencyUs,
      latencyFromIntendedUs: latencyUs,
      ttftUs: none,
      tokenGapUs: none,
      tokenRateCenti: none,
      answerTokens: 0,
      coldAnswers: 0,
      split: null,
      errors: [{ class: 'http5xx', detail: '503', count: 10 }],
    },
  ],
  windows: [],
};
const result = summarise({ state: STATE, spec: { slo: '' } });

test('hostile text is text in the report and no formula in the table file', () => {
  const html = loadReportHtml({ target: HOSTILE, spec: loadSpec.parse({}), result });
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  for (const line of taskCsv(result).split('\n')) expect(line).not.toMatch(/^"?[=+@-]/);
});

const splits = new SplitStats();
for (let ms = 1; ms <= 100; ms += 1) {
  const agent = { agent: 100, backendWait: 200, modelQueue: 0, modelLoad: 0, prompt: 200, generation: 300 };
  splits.record({ splitUs: splitLatency({ totalUs: ms * 1_000, agent }), cold: ms === 100, newInstance: false });
}
const [task] = STATE.tasks;
const [window] = loadState.shape.windows.parse([
  { index: 0, requests: 2, failures: 0, dropped: 0, users: 1, errors: {}, latencyUs, ttftUs: none, split: null },
]);
if (!task || !window) throw new Error('There is one of each.');
const told = summarise({
  state: {
    ...STATE,
    tasks: [{ ...task, split: splits.state() }],
    windows: [
      { ...window, split: { answers: 2, sumsUs: mapPhases(() => 4_000) } },
      { ...window, index: 1 },
    ],
  },
  spec: { slo: '' },
});

test('where the time went is a table whose means add up, a chart in the report and columns of the files', () => {
  const table = resultTables(told).find(({ title }) => title === SPLIT_TITLE);
  expect(table?.rows.map(([name, avg]) => [name, avg])).toEqual([
    ['To the agent and back', '50'],
    ['Agent', '0.1'],
    ['Waiting for the backend', '0.2'],
    ['Waiting for a slot', '0.0'],
    ['Loading the model', '0.0'],
    ['Reading the prompt', '0.2'],
    ['Writing the answer', '0.3'],
    ['All', '51'],
  ]);
  expect(resultRemarks(told)).toEqual([
    '1 of 100 answers were cold: an instance of the agent had to start, or the model had to be loaded. Waiting for that was 0.00 % of all waiting for answers.',
  ]);
  const html = loadReportHtml({ target: 'agent', spec: loadSpec.parse({}), result: told });
  // One window of seven phases of 2 ms; the other has no answer that told.
  expect(html.match(/<path class="area /g)).toHaveLength(7);
  expect(html.match(/Z"\/>/g)).toHaveLength(7);
  expect(taskCsv(told)).toContain('Waiting for a slot Average,Waiting for a slot 95%');
  expect(windowCsv(told).trim().split('\r\n')[1]).toMatch(/,2,2,2,2,2,2,2$/);
  expect(windowCsv(told).trim().split('\r\n')[2]).toMatch(/,,,,,,,$/);
});

test('where the time went of answers that do not tell it is said not to be known', () => {
  expect(resultTables(result).map(({ title }) => title)).not.toContain(SPLIT_TITLE);
  expect(resultRemarks(result)).toEqual([
    'Where the time went is not known: the agent did not tell. One that is deployed now does.',
  ]);
  expect(loadReportHtml({ target: 'agent', spec: loadSpec.parse({}), result })).not.toContain('class="area');
});

test.each([
  ['p95Ms<96', 'passed'],
  ['p95Ms<90', 'failed'],
  ['errorRate<0.1', 'passed'],
  ['errorRate<0.05', 'failed'],
  ['p95Ms<96,errorRate<0.05', 'failed'],
  ['ttftP95Ms<800', 'failed'],
])('%s has %s: 95 %% of the answers took 95 ms or less, one of eleven failed, none was streamed', (slo, status) => {
  expect(evaluateSlo(slo, result)?.status).toBe(status);
});

test('a run without all its shards passes nothing', () => {
  const partial = summarise({ state: { ...STATE, shardCount: 2 }, spec: { slo: 'p95Ms<1000' } });
  expect(partial.verdict?.status).toBe('partial');
});

test.each(['p95<2000', 'p95Ms=5', 'p95Ms<', 'p95Ms<abc', 'p95Ms<-1 DROP'])('the threshold %j is refused', (text) => {
  expect(sloText.safeParse(text).success).toBe(false);
});

test('thresholds are read with spaces too', () => {
  expect(sloText.safeParse(' p95Ms < 2000 , errorRate<0.01 ').success).toBe(true);
  expect(parseSlo('p95Ms<2000')).toBeDefined();
});
