import type { LoadResult } from '../load/load-results.ts';
import type { LoadSpec } from '../load/load-spec.ts';
import type { LoadTestTarget } from '../load/load-test-target.ts';
import { evidenceTexts, gapTexts } from './evidence-text.ts';
import { type Bottleneck, type Finding, findBottleneck } from './find-bottleneck.ts';
import type { ObservedMetrics } from './load-observation.ts';
import { runSight, type ServedRate } from './run-sight.ts';
import { headlineText, nextStepText, servedText } from './scaling-text.ts';
import { type ServiceSight, serviceSight } from './service-sight.ts';

/** What a load test says about where the pair is at its end, and how much it serves. */
export interface ScalingConclusion {
  readonly bottleneck: Bottleneck;
  readonly certainty: Finding['certainty'];
  /** What was the bottleneck, and what shows it. */
  readonly headline: string;
  /** How much it served, and whether that is all it can; null without a rate. */
  readonly servedText: string | null;
  /** What would serve more; null when nothing can be advised. */
  readonly nextStep: string | null;
  /** What it rests on, each a sentence. */
  readonly evidence: readonly string[];
  /** What is not known and would make it surer. */
  readonly gaps: readonly string[];
  readonly served: ServedRate | null;
  /** By the load test's own figures: requests with 429, and answers that failed because the model server was too busy. */
  readonly refused: { readonly atAgent: number; readonly byBackend: number };
  /** Most instances at the same time; null when not seen. */
  readonly peakInstances: { readonly agent: number | null; readonly backend: number | null };
}

/**
 * Says what was the bottleneck of a load test, from its figures, the limits of what was tested, and what Cloud Monitoring saw
 * of both services. What is missing makes it less sure, never wrong. Pure.
 */
export function concludeScaling(input: {
  readonly target: Pick<LoadTestTarget, 'agent' | 'backend'>;
  readonly spec: Pick<LoadSpec, 'load' | 'scenario'>;
  readonly result: LoadResult;
  /** Null: not observed. */
  readonly agent: ObservedMetrics | null;
  readonly backend: ObservedMetrics | null;
}): ScalingConclusion {
  const { target, spec, result } = input;
  const span = { from: 0, to: result.elapsedSeconds };
  const sightOf = (service: ServiceSight['service'], metrics: ObservedMetrics | null) =>
    serviceSight({ service, metrics, run: span });
  const sights = {
    run: runSight(result, spec),
    agent: sightOf(target.agent, input.agent),
    backend: target.backend && sightOf(target.backend, input.backend),
  };
  const finding = findBottleneck(sights);
  return {
    bottleneck: finding.bottleneck,
    certainty: finding.certainty,
    headline: headlineText(finding, sights),
    servedText: servedText(finding, sights),
    nextStep: nextStepText(finding, sights),
    evidence: evidenceTexts(sights),
    gaps: gapTexts(sights),
    served: sights.run.served,
    refused: { atAgent: sights.run.agentRefusals, byBackend: sights.run.backendRefusals },
    peakInstances: {
      agent: sights.agent.instances?.peak ?? null,
      backend: sights.backend?.instances?.peak ?? null,
    },
  };
}
