import { Failure } from '@proving-ground/shared';
import { createCallableClient } from '../api/callable-client.ts';
import { type Answer, loopbackServer } from './loopback-server.ts';

export const CALL = { idempotencyKey: 'a-key-of-mine', deploymentId: 'd1' };
export const LOG = { deploymentId: 'd1', build: 'agent' } as const;

/** A client whose functions all answer the same. */
export async function clientOf(answer: Answer) {
  const server = await loopbackServer(answer);
  const client = createCallableClient({ urlOf: (name) => `${server.url}/${name}`, token: async () => 'a-token' });
  const chunks: unknown[] = [];
  const controller = new AbortController();
  const options = { signal: controller.signal, onChunk: (chunk: unknown) => void chunks.push(chunk) };
  const follow = () => client.stream('followBuildLog', LOG, options);
  const rollback = () => client.call('rollback', CALL);
  return { ...server, rollback, follow, chunks, abort: () => controller.abort() };
}

/** What a call was refused with; null when it was not. */
export const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.record : error),
  );
