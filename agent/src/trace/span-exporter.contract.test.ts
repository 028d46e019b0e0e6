import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Log } from '../log.ts';
import { startAgent } from '../testing/agent-process.ts';
import { aRun, sessionPath } from '../testing/create-test-app.ts';
import { startFakeCollector } from '../testing/fake-collector.ts';
import { startFakeOllama } from '../testing/fake-ollama.ts';
import type { Span } from './span.ts';
import { SpanExporter } from './span-exporter.ts';

const span = (index: number): Span => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: index.toString(16).padStart(16, '0'),
  parentSpanId: undefined,
  name: 'a span',
  kind: 'internal',
  startMs: 1_795_641_921_264.25,
  endMs: 1_795_641_921_265,
  attributes: { model: 'gemma3:270m', tokens: 12 },
  errorCode: undefined,
});
const spans = (count: number) => Array.from({ length: count }, (_, index) => span(index + 1));

const exporterTo = (url: string) => {
  const lines: unknown[] = [];
  const log: Log = (severity, event, fields) => lines.push({ severity, event, ...fields });
  const headers = { 'x-team': 'zoo' };
  const resource = { 'service.name': 'agent' };
  return { lines, exporter: new SpanExporter({ url: `${url}/v1/traces`, headers, resource, log }) };
};

describe('spans', () => {
  test('are sent as OTLP writes them', async () => {
    await using collector = await startFakeCollector();
    const { exporter, lines } = exporterTo(collector.url);
    exporter.add([span(1)]);
    await exporter.flush();
    const [sent] = collector.exports;
    expect(sent).toMatchObject({
      path: '/v1/traces',
      headers: { 'x-team': 'zoo', 'content-type': 'application/json' },
    });
    expect(sent?.resource).toEqual({ attributes: [{ key: 'service.name', value: { stringValue: 'agent' } }] });
    expect(sent?.spans).toEqual([
      {
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        spanId: '0000000000000001',
        name: 'a span',
        kind: 1,
        startTimeUnixNano: '1795641921264250000',
        endTimeUnixNano: '1795641921265000000',
        attributes: [
          { key: 'model', value: { stringValue: 'gemma3:270m' } },
          { key: 'tokens', value: { intValue: '12' } },
        ],
      },
    ]);
    expect(lines).toEqual([]);
  });

  test('go some at a time, and what finds no room is dropped and counted', async () => {
    await using collector = await startFakeCollector();
    const { exporter, lines } = exporterTo(collector.url);
    exporter.add(spans(3_000));
    await exporter.flush();
    expect(collector.exports.map((sent) => sent.spans.length)).toEqual([512, 512, 512, 512]);
    expect(lines).toEqual([{ severity: 'WARNING', event: 'spans-dropped', dropped: 952, problem: 'too many at once' }]);
  });

  test('that a collector refuses are dropped, and the rest with them: it is not asked again at once', async () => {
    await using collector = await startFakeCollector({ status: 503 });
    const { exporter, lines } = exporterTo(collector.url);
    exporter.add(spans(600));
    await exporter.flush();
    expect(collector.exports).toHaveLength(1);
    expect(lines).toEqual([
      { severity: 'WARNING', event: 'spans-dropped', dropped: 600, problem: 'the collector answered 503' },
    ]);
    exporter.add([span(1)]);
    await exporter.flush();
    expect(collector.exports).toHaveLength(2);
  });

  test('that reach nobody are dropped too', async () => {
    const collector = await startFakeCollector();
    const { exporter, lines } = exporterTo(collector.url);
    await collector[Symbol.asyncDispose]();
    exporter.add([span(1)]);
    await exporter.flush();
    expect(lines).toMatchObject([{ event: 'spans-dropped', dropped: 1 }]);
  });
});

test('an agent that is told a collector sends the spans of its turns, the last ones when it stops', async () => {
  await using collector = await startFakeCollector();
  await using model = await startFakeOllama();
  await using agent = await startAgent(fileURLToPath(new URL('../main.ts', import.meta.url)), {
    OLLAMA_API_BASE: model.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    GOOGLE_CLOUD_PROJECT: 'a-project',
  });
  const post = (path: string, body: unknown, traceparent?: string) =>
    fetch(`${agent.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(traceparent === undefined ? {} : { traceparent }) },
      body: JSON.stringify(body),
    }).then((response) => response.text());
  await post(sessionPath('s1'), {});
  await post('/run', aRun(), '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
  await post('/run', aRun(), '00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00');
  await post('/run', aRun());
  agent.signal('SIGTERM');
  expect(await agent.exited).toBe(0);

  const sent = collector.exports.flatMap((one) => one.spans);
  const names = ['invoke_agent production_agent', 'chat gemma3:270m'];
  expect(sent.map(({ name }) => name).filter((name) => names.includes(name))).toEqual([...names, ...names]);
  const [turn, call, ...parts] = sent.filter(({ traceId }) => traceId.startsWith('4bf9'));
  expect(turn).toMatchObject({ parentSpanId: '00f067aa0ba902b7' });
  expect(call).toMatchObject({ parentSpanId: turn?.spanId });
  expect((await model.nextCall()).headers['traceparent']).toContain(call?.spanId);
  expect(new Set(parts.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([call?.spanId]));
  // What its caller does not record is not recorded; what has no caller's trace gets its own.
  expect(sent.filter(({ traceId }) => traceId.startsWith('5bf9'))).toEqual([]);
  expect(sent.at(-1)?.traceId).toMatch(/^[\da-f]{32}$/);
});
