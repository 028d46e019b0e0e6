import { expect, test } from 'vitest';
import { traceOf } from './request-log.ts';

const ID = '0af7651916cd43dd8448eb211c80319c';

test.each([
  [{ traceparent: `00-${ID}-b7ad6b7169203331-01` }],
  [{ 'x-cloud-trace-context': `${ID}/12345;o=1` }],
  [{ 'x-cloud-trace-context': ID }],
  // What every other hop reads goes first.
  [{ traceparent: `00-${ID}-b7ad6b7169203331-01`, 'x-cloud-trace-context': 'f'.repeat(32) }],
])('%j goes on with the trace of the caller', (headers) => {
  expect(traceOf({ headers })).toEqual({ traceId: ID, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
});

test.each([[{}], [{ traceparent: 'garbage' }], [{ 'x-cloud-trace-context': '../../x' }]])(
  '%j begins a trace of its own',
  (headers) => {
    const first = traceOf({ headers });
    expect(first.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(traceOf({ headers }).traceId).not.toBe(first.traceId);
  },
);
