import {
  type CallableInput,
  isOver,
  type LoadFigures,
  type LoadResult,
  type LoadTest,
  loadFigures,
  loadFiguresPath,
  loadTest,
  loadTestPath,
  resultOf,
} from '@proving-ground/shared';
import { vi } from 'vitest';
import type { ApiClient } from './api-client.ts';

const TARGET = { region: 'europe-west1', agentServiceName: 'production-adk-agent' } as const;
/** Its gathering, its time, and a lost shard's lease. */
const END_TIMEOUT_MS = 90_000;

/** Starts a load test on the codelab's agent. */
export async function startLoadTest(
  api: ApiClient,
  wishes: Pick<CallableInput<'startLoadTest'>, 'spec' | 'shardCount' | 'idempotencyKey'>,
): Promise<string> {
  return (await api.call('startLoadTest', { target: TARGET, ...wishes })).loadTestId;
}

export async function figuresOf(api: ApiClient, id: string): Promise<LoadFigures | null> {
  const document = await api.read(loadFiguresPath(id));
  return document && loadFigures.parse(document);
}

/** The record and the figures of a load test at its end. */
export async function ended(
  api: ApiClient,
  id: string,
): Promise<{ readonly test: LoadTest; readonly figures: LoadFigures; readonly result: LoadResult }> {
  const test = await vi.waitUntil(
    async () => {
      const current = loadTest.parse(await api.read(loadTestPath(id)));
      return isOver(current.status) ? current : null;
    },
    { timeout: END_TIMEOUT_MS, interval: 500 },
  );
  const figures = await figuresOf(api, id);
  const result = figures && resultOf(figures);
  if (!figures || !result) throw new Error(`Load test ${id} has no figures: ${JSON.stringify(test.failure)}`);
  return { test, figures, result };
}
