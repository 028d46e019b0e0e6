import { expect, test } from 'vitest';
import { aRun, createTestApp, sessionPath } from '../testing/create-test-app.ts';
import { turnTrace } from './turn-trace.ts';

test('a turn is one line in the log, tied to its trace, without what was said', async () => {
  const { send, lines } = createTestApp();
  await send('POST', sessionPath('s1'));
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await send('POST', '/run', aRun(), { headers: { 'content-type': 'application/json', traceparent } });
  expect(lines).toEqual([
    {
      severity: 'INFO',
      event: 'turn',
      fields: {
        route: '/run',
        status: 200,
        durationMs: expect.any(Number),
        sessionWaitMs: expect.any(Number),
        'logging.googleapis.com/trace': 'projects/a-project/traces/4bf92f3577b34da6a3ce929d0e0e4736',
        'logging.googleapis.com/spanId': expect.stringMatching(/^[\da-f]{16}$/),
        'logging.googleapis.com/trace_sampled': true,
      },
    },
  ]);
});

test.each([
  ['no header', undefined],
  ['a header that names nothing', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
  ['a header of another kind', '105445aa7843bc8bf206b12000100000/1;o=1'],
])('%s ties a line to no trace', (_what, traceparent) => {
  expect(turnTrace({ traceparent, projectId: 'a-project', wantsSpans: false })).toEqual({ logFields: {} });
});
