import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { loadTestNotFound, noBaseline } from '../load-tests/refusals.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';

/** Makes a test the one that later tests of its service are compared with, or none. */
export async function setLoadBaseline(input: {
  readonly request: CallableRequest<'setLoadBaseline'>;
  readonly tests: Pick<LoadTestStore, 'get' | 'setBaseline'>;
}): Promise<CallableResponse<'setLoadBaseline'>> {
  const { request, tests } = input;
  const { target, loadTestId } = request;
  if (loadTestId !== null) {
    const test = await tests.get(loadTestId);
    if (!test) throw loadTestNotFound(loadTestId);
    const isOfTarget = test.target.region === target.region && test.target.agent.name === target.agentServiceName;
    if (!isOfTarget) throw noBaseline(loadTestId, `it tested ${test.target.agent.name} in ${test.target.region}`);
    if (test.status !== 'finished') throw noBaseline(loadTestId, `it is ${test.status}, not finished`);
  }
  await tests.setBaseline({ region: target.region, name: target.agentServiceName }, loadTestId);
  return { baselineLoadTestId: loadTestId };
}
