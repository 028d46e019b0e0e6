import { createShardRun, planShards, summarise } from '@proving-ground/load';
import {
  boundsOf,
  capacitySpec,
  capacityValues,
  type LoadResult,
  type LoadSpec,
  loadScenario,
  loadSpec,
} from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { playSearch } from '../testing/play-search.ts';
import { startQueueingAgent } from '../testing/start-queueing-agent.ts';

const CAPACITY = { slots: 2, answerMs: 20 } as const;
const PER_SECOND = (CAPACITY.slots / CAPACITY.answerMs) * 1_000;
const LIMIT_MS = 200;
const SCENARIO = loadScenario.parse({ name: 'asks', tasks: [{ kind: 'ask', prompts: [{ text: 'Hello?' }] }] });
const STEP_SECONDS = 2;
const TIMEOUT_MS = 120_000;

/** One load test by the engine itself, in one shard. */
async function measure(targetUrl: string, spec: LoadSpec): Promise<LoadResult> {
  const [plan] = planShards({ spec, startAtMs: Date.now() + 50, shardCount: 1 });
  if (!plan) throw new Error('There is one shard.');
  return summarise({ state: await createShardRun({ plan, spec, targetUrl }).done, spec });
}

/** What a person would do: one load test after the other, a little more each time, until the limit is missed. */
async function byHand(targetUrl: string): Promise<number> {
  let kept = 0;
  for (let rate = 70; rate <= 140; rate += 6) {
    const load = { model: 'open', requestsPerSecond: rate } as const;
    const spec = loadSpec.parse({ scenario: SCENARIO, load, durationSeconds: STEP_SECONDS, drainSeconds: 5 });
    const { answers } = await measure(targetUrl, spec);
    if ((answers?.latencyMs?.p95 ?? Infinity) >= LIMIT_MS) break;
    kept = rate;
  }
  return kept;
}

async function bySearch(targetUrl: string) {
  const spec = capacitySpec.parse({
    ...{ slo: `p95Ms<${LIMIT_MS}`, scenario: SCENARIO, startAt: 40, most: 400 },
    ...{ stepSeconds: STEP_SECONDS, maxSteps: 12, precision: 0.15 },
  });
  return boundsOf(capacityValues(await playSearch(spec, (step) => measure(targetUrl, step))));
}

test(
  'a search over the real engine finds what single load tests find by hand, and no more than there is',
  async () => {
    const url = await startQueueingAgent(CAPACITY);
    const found = await bySearch(url);
    const kept = await byHand(url);
    expect(found.meets ?? 0).toBeGreaterThan(kept * 0.85);
    expect(found.meets ?? 0).toBeLessThan(kept * 1.15);
    expect(found.meets ?? 0).toBeLessThan(PER_SECOND);
  },
  TIMEOUT_MS,
);
